package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.CohortWords;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.ValidationReport;

/** How the numbers came about, and what they cannot say, in plain words with sources. */
public final class MethodsText {
  private MethodsText() {}

  public static List<ReportPage.Fact> methods(ValidationReport report) {
    DisclosureRules rules = report.disclosure();
    List<ReportPage.Fact> facts = new ArrayList<>();
    add(
        facts,
        "Design",
        "External validation of a locked model on images that stayed in their hospitals. Model,"
            + " thresholds, subgroups and goals were fixed and signed before any result was seen."
            + " The index test is the model's score; the reference standard is each hospital's"
            + " labels.");
    add(facts, "Eligibility", CohortWords.eligibility(report.study().cohort()));
    add(facts, "Reference standard", CohortWords.provenance(report.study().cohort()));
    add(
        facts,
        "Pooling",
        "Each hospital counted its images by score bin, label and subgroup. The counts were masked"
            + " and summed so that only the totals over all hospitals could be opened. No result of"
            + " a single hospital exists in this report or at the coordinator.");
    add(facts, "Differential privacy", PrivacyText.statement(report.privacy()));
    if (report.privacy() != null) {
      withNoise(facts, rules);
      return facts;
    }
    add(
        facts,
        "Operating points",
        "A call is positive when the score is at or above the locked threshold. Sensitivity,"
            + " specificity, PPV and NPV are exact: the thresholds are edges of the score bins.");
    if (report.results().estimates().stream()
        .anyMatch(row -> "bootstrap_percentile".equals(row.ciMethod()))) {
      add(
          facts,
          "Bootstrap",
          "Where the method is bootstrap, limits are percentiles of 2,000 resamples of the pooled"
              + " score histogram (Efron, Annals of Statistics 1979). Study identifier and finding"
              + " fix the generator, so that the same sums give the same limits.");
    }
    goals(facts);
    add(
        facts,
        "Withheld numbers",
        "A cell is opened only if at least "
            + rules.minCell()
            + " patients of each class and at least "
            + rules.minContributors()
            + " hospitals stand behind it, and if no other published number gives a closed cell"
            + " away. Sums need at least "
            + rules.minSites()
            + " hospitals; up to "
            + rules.corruptSites()
            + " may be corrupt without a hospital's counts becoming known.");
    return facts;
  }

  /** The same for counts that carry noise. */
  private static void withNoise(List<ReportPage.Fact> facts, DisclosureRules rules) {
    add(
        facts,
        "Noise",
        "Whole-number noise from the discrete Gaussian distribution was added at each hospital"
            + " before masking, so that nobody holds a sum without it (Kairouz, Liu and Steinke,"
            + " ICML 2021; Canonne, Kamath and Steinke, NeurIPS 2020). Each cell's bins were moved"
            + " by least squares until they add up to its images. A count below 0 is shown as 0.");
    add(
        facts,
        "AUROC",
        "From the pooled score histogram with noise; it is the area of these few bins, from which that of the raw scores may differ. Interval: Newcombe's method 5 (Statistics in"
            + " Medicine 2006) with the variance of the noise added. It takes images as"
            + " independent.");
    add(
        facts,
        "Proportions",
        "Calls at the locked threshold. Interval: the score test of Wilson (JASA 1927) with the"
            + " variance of the noise on both counts added, two-sided 95 %, images as independent.");
    goals(facts);
    add(
        facts,
        "Withheld numbers",
        "A cell is opened only if its patient count with noise is at least "
            + rules.minCell()
            + " and so is that of all images. Sums need at least "
            + rules.minSites()
            + " hospitals; up to "
            + rules.corruptSites()
            + " may be corrupt without a hospital's counts becoming known. Where the noise leaves"
            + " nothing to say, a row is not estimable (PRIVACY_NOISE).");
  }

  private static void goals(List<ReportPage.Fact> facts) {
    add(
        facts,
        "Goals",
        "A goal is met when the one-sided lower bound lies above it, missed when the upper bound"
            + " lies below it, and the result is inconclusive otherwise. Where too few cases stand"
            + " behind an estimate to reach the planned power, it is printed but not judged: not"
            + " powered to certify is neither a pass nor a fail.");
  }

  public static List<String> limitations(ValidationReport report) {
    List<String> words = new ArrayList<>();
    words.add(
        "Differences between hospitals make the true uncertainty larger than the intervals say.");
    words.add(
        "The pooled AUROC also compares images of different hospitals; differences of case mix or"
            + " equipment between hospitals can raise or lower it.");
    words.add(
        "The reference standard was set by each hospital and was not read again for this study.");
    words.add(
        "Subgroup estimates are many: of twenty 95 % intervals, about one misses the true value by"
            + " chance. No adjustment was made unless a verdict says so.");
    words.addAll(report.notes());
    return words;
  }

  private static void add(List<ReportPage.Fact> facts, String name, String value) {
    facts.add(new ReportPage.Fact(name, value, false));
  }
}
