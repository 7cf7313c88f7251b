package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.ValidationReport;

/** How the numbers came about, and what they cannot say, in plain words with sources. */
final class MethodsText {
  private MethodsText() {}

  static List<ReportPage.Fact> methods(ValidationReport report) {
    DisclosureRules rules = report.disclosure();
    List<ReportPage.Fact> facts = new ArrayList<>();
    add(
        facts,
        "Design",
        "External validation of a locked model on images that stayed in their hospitals. Model,"
            + " thresholds, subgroups and goals were fixed and signed before any result was seen."
            + " The index test is the model's score; the reference standard is each hospital's"
            + " labels.");
    add(
        facts,
        "Pooling",
        "Each hospital counted its images by score bin, label and subgroup. The counts were masked"
            + " and summed so that only the totals over all hospitals could be opened. No result of"
            + " a single hospital exists in this report or at the coordinator.");
    add(
        facts,
        "Operating points",
        "A call is positive when the score is at or above the locked threshold. Sensitivity,"
            + " specificity, PPV and NPV are exact: the thresholds are edges of the score bins.");
    add(
        facts,
        "AUROC",
        "The chance that a positive image scores higher than a negative one, ties counted half,"
            + " from the pooled score histogram. Interval: DeLong's variance (DeLong, DeLong and"
            + " Clarke-Pearson, Biometrics 1988) on the logit scale; where that variance is 0 or a"
            + " class has fewer than 10 images, Newcombe's method 5 (Statistics in Medicine 2006)."
            + " It takes images as independent.");
    add(
        facts,
        "Proportions",
        "Wilson's score interval (Wilson, JASA 1927), two-sided 95 %, images as independent.");
    add(
        facts,
        "Goals",
        "A goal is met when the one-sided lower bound lies above it, missed when the upper bound"
            + " lies below it, and the result is inconclusive otherwise. Where too few cases stand"
            + " behind an estimate to reach the planned power, it is printed but not judged: not"
            + " powered to certify is neither a pass nor a fail.");
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

  static List<String> limitations(ValidationReport report) {
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
