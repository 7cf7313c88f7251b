package org.fedval.coordinator.web.submit;

import java.util.List;
import org.fedval.coordinator.web.When;
import org.fedval.wire.study.StudyTerms;
import org.jspecify.annotations.Nullable;

/** What the templates for submitting show. */
public final class SubmitModels {
  private SubmitModels() {}

  /** A draft in the list. */
  public record DraftRow(String id, String title, String study, When saved) {}

  /** The roster that a study would have; {@code sites} in roster order. */
  public record RosterFacts(String name, String hash, String file, List<String> sites) {}

  /**
   * The page with drafts and upload.
   *
   * @param roster null before the first is published
   * @param problem why something was refused, or empty
   */
  public record StartPage(
      String csrf,
      List<DraftRow> drafts,
      @Nullable RosterFacts roster,
      long maxUploadMib,
      String problem) {}

  /**
   * A fault of the plan.
   *
   * @param line where, 1 for the first; 0 when it belongs to no line
   */
  public record Fault(int line, String sentence) {}

  /** One line of the power table, ready to be shown. */
  public record PowerRow(
      String stratum,
      String cases,
      String needed,
      String neededAdjusted,
      String power,
      String powerAdjusted,
      String halfWidth,
      String shortBy,
      String verdict,
      String tone) {}

  /** One claim with all its strata. */
  public record PowerTable(
      String claim, String assumption, String classes, String collect, List<PowerRow> rows) {}

  /**
   * What is known of a plan.
   *
   * @param faults of the plan; empty for one that could be submitted
   * @param countFaults of the expected counts
   * @param terms what each site will be asked, empty while that is not known
   * @param termsProblem why there are no terms, or empty
   * @param expected where the expected counts come from, in words
   */
  public record Checked(
      List<Fault> faults,
      List<Fault> countFaults,
      String expected,
      List<PowerTable> power,
      List<StudyTerms.Line> terms,
      String termsProblem,
      List<String> sites,
      boolean feasibility) {
    public boolean isSound() {
      return faults.isEmpty();
    }
  }

  /** A report whose counts can be expected again. */
  public record ReportChoice(String digest, String study) {}

  /**
   * The editor.
   *
   * @param form null while the text is no YAML
   * @param saved when it was saved
   * @param swap the part that htmx puts in beside the findings: {@code form}, {@code yaml} or empty
   * @param roster null before the first is published
   */
  public record EditPage(
      String csrf,
      String id,
      String yaml,
      String counts,
      String report,
      List<ReportChoice> reports,
      @Nullable PlanForm form,
      Checked checked,
      When saved,
      String swap,
      @Nullable RosterFacts roster) {}
}
