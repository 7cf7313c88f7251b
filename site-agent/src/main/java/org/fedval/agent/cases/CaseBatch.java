package org.fedval.agent.cases;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;

/**
 * One batch of a run as one record of the journal.
 *
 * @param cut whether it ended with the cohort and not because it was full; more cases would have
 *     come into the same batch
 */
record CaseBatch(List<KeptCase> cases, boolean cut) {
  private static final String TYPE = "CaseBatch";
  private static final int MAX_CASES = 1 << 13;
  private static final int MIN_CASE_BYTES = 50;

  CaseBatch {
    cases = List.copyOf(cases);
  }

  byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).u8(cut ? 1 : 0);
    return out.list(cases, one -> one.encode(out)).toByteArray();
  }

  static CaseBatch decode(byte[] record) {
    FvcReader in = FvcReader.open(record, TYPE);
    boolean cut = in.flag();
    List<KeptCase> cases = in.list(MAX_CASES, MIN_CASE_BYTES, () -> KeptCase.decode(in));
    in.end();
    return new CaseBatch(cases, cut);
  }
}
