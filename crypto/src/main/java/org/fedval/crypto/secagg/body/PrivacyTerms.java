package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;

/**
 * The differential privacy terms of a study. With {@code on == false} every other field is 0.
 *
 * @param rhoGate privacy loss of the gate in millionths
 * @param rhoMetric privacy loss of the metrics in millionths
 * @param recordsPerPatient c, the most records of one patient that count
 * @param touchedElements T, the most vector elements that one record changes
 */
public record PrivacyTerms(
    boolean on,
    long rhoGate,
    long rhoMetric,
    long sigmaSquaredGate,
    long sigmaSquaredMetric,
    int recordsPerPatient,
    long touchedElements) {

  public PrivacyTerms {
    Canonical.require(
        on
            || (rhoGate
                    | rhoMetric
                    | sigmaSquaredGate
                    | sigmaSquaredMetric
                    | recordsPerPatient
                    | touchedElements)
                == 0,
        "Privacy terms that are off must be all zero.");
  }

  /** No differential privacy. */
  public static PrivacyTerms off() {
    return new PrivacyTerms(false, 0, 0, 0, 0, 0, 0);
  }

  void write(FvcWriter out) {
    out.u8(on ? 1 : 0).u64(rhoGate).u64(rhoMetric).u64(sigmaSquaredGate).u64(sigmaSquaredMetric);
    out.u16(recordsPerPatient).u32(touchedElements);
  }

  static PrivacyTerms read(FvcReader in) {
    return new PrivacyTerms(in.flag(), in.u64(), in.u64(), in.u64(), in.u64(), in.u16(), in.u32());
  }
}
