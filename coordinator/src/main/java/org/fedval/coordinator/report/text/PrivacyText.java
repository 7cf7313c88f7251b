package org.fedval.coordinator.report.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.report.PrivacyStatement;
import org.jspecify.annotations.Nullable;

/** What differential privacy means for a report, or that there is none, in plain words. */
public final class PrivacyText {
  /** The mechanism of a report of exact sums. */
  public static final String NONE = "none";

  /** The mechanism of a report of sums with noise. */
  public static final String DISCRETE_GAUSSIAN = "distributed_discrete_gaussian";

  public static final String NO_PRIVACY =
      "No differential privacy: the published sums are exact, and what keeps a patient's data from"
          + " being read from them is the number of patients and hospitals in each.";

  private PrivacyText() {}

  /** One sentence with every figure. */
  public static String statement(@Nullable PrivacyStatement p) {
    if (p == null) {
      return NO_PRIVACY;
    }
    return "Differential privacy with epsilon "
        + rounded(p.epsilon(), RoundingMode.CEILING)
        + " at delta "
        + plain(p.delta())
        + " for one patient at one hospital (zCDP rho "
        + rounded(p.rho(), RoundingMode.CEILING)
        + "): each of "
        + p.sites()
        + " hospitals counted at most "
        + (p.imagesPerPatient() == 1 ? "1 image" : p.imagesPerPatient() + " images")
        + " of a patient, of which each changes at most "
        + p.touchedWords()
        + " counts, and added integer noise, so that the published sums carry noise of standard"
        + " deviation "
        + rounded(p.sigmaMetric(), RoundingMode.HALF_EVEN)
        + " and the patient counts "
        + rounded(p.sigmaGate(), RoundingMode.HALF_EVEN)
        + ".";
  }

  /** The end of the report's first sentence; empty for exact sums. */
  public static String inLead(@Nullable PrivacyStatement p) {
    return p == null
        ? ""
        : ", with noise for the patients' privacy (epsilon "
            + rounded(p.epsilon(), RoundingMode.CEILING)
            + ")";
  }

  /** What a reader of numbers with noise must know; empty without noise. */
  public static List<String> notes(@Nullable PrivacyStatement p) {
    List<String> notes = new ArrayList<>();
    if (p != null) {
      notes.add(
          "A patient at two hospitals counts twice, and for such a patient the privacy loss rho is"
              + " twice the stated one.");
      notes.add(
          "Cells are withheld by their patient counts with noise. Hospitals behind a cell cannot be"
              + " counted under this noise, so what only one hospital has may be published, with"
              + " noise: patients are protected by the noise, a hospital's totals are not.");
      notes.add(
          "Each count has noise of its own, so counts that belong together need not agree: a cell may"
              + " show more patients than images.");
      notes.add(
          "Images that could not be matched to a patient are not counted, and no curve is drawn,"
              + " since single score bins would show the noise.");
    }
    return notes;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private static String rounded(double number, RoundingMode mode) {
    return BigDecimal.valueOf(number)
        .round(new MathContext(3, mode))
        .stripTrailingZeros()
        .toPlainString();
  }
}
