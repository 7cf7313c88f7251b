package org.fedval.coordinator.web.submit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.coordinator.report.ReportCounts;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.web.submit.SubmitModels.Checked;
import org.fedval.coordinator.web.submit.SubmitModels.Fault;
import org.fedval.coordinator.web.submit.SubmitModels.PowerTable;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.PlanningTable;
import org.fedval.wire.study.CountsYaml;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.study.StudyTerms;
import org.fedval.wire.study.StudyYaml;
import org.jspecify.annotations.Nullable;

/** Says of a plan what is wrong, how large the study must be, and what sites will be asked. */
final class PlanCheck {
  static final String FILE = "plan.yaml";
  private static final String COUNTS = "expected counts";
  private static final Duration USUAL = Duration.ofDays(90);
  private static final Pattern LINE = Pattern.compile(" line ([0-9]{1,6}): ");

  private final ReportRepository reports;
  private final Clock clock;

  PlanCheck(ReportRepository reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Checks a plan.
   *
   * @param report a published study whose counts are expected; null for none
   * @param sites of the current roster; empty before there is one
   */
  Checked check(String plan, String counts, @Nullable Sha256Digest report, List<String> sites) {
    StudyDocument study;
    try {
      study = StudyYaml.parse(plan.getBytes(StandardCharsets.UTF_8), FILE);
    } catch (StudyPlanException e) {
      return new Checked(
          faults(e.sentences()), List.of(), "", List.of(), List.of(), "", sites, false);
    }
    List<Fault> countFaults = List.of();
    ExpectedCounts expected = ExpectedCounts.NONE;
    String source = "Nothing is expected yet, so only the needed sizes are shown.";
    try {
      expected = expected(study, counts, report);
      if (report != null) {
        source = "Expected: what the chosen report counted as analysed in the roster's hospitals.";
      } else if (!counts.isBlank()) {
        source = "Expected: the counts that you stated.";
      }
    } catch (StudyPlanException e) {
      countFaults = faults(e.sentences());
    } catch (ReportFormatException e) {
      countFaults = List.of(new Fault(0, capital(String.valueOf(e.getMessage()))));
    }
    if (study.privacy() != null) {
      source +=
          " The plan asks for differential privacy; these sizes know no noise, so plan for more.";
    }
    return asked(study, countFaults, source, power(study, expected), sites);
  }

  private Checked asked(
      StudyDocument study,
      List<Fault> countFaults,
      String source,
      List<PowerTable> power,
      List<String> sites) {
    List<StudyTerms.Line> terms = List.of();
    String problem = "";
    if (sites.isEmpty()) {
      problem = "No roster is published yet, so it is not known which sites would be asked.";
    } else {
      try {
        long expires = clock.instant().plus(USUAL).getEpochSecond();
        terms = StudyTerms.preview(study, sites.size(), expires).lines();
      } catch (StudyPlanException e) {
        problem = capital(String.join(" ", e.sentences()));
      }
    }
    return new Checked(
        List.of(), countFaults, source, power, terms, problem, sites, study.isFeasibility());
  }

  private ExpectedCounts expected(StudyDocument study, String counts, @Nullable Sha256Digest report)
      throws StudyPlanException, ReportFormatException {
    ExpectedCounts stated =
        counts.isBlank()
            ? null
            : CountsYaml.parse(counts.getBytes(StandardCharsets.UTF_8), COUNTS, study);
    var stored = report == null ? null : reports.find(report.toByteArray()).orElse(null);
    if (stored == null) {
      return stated == null ? ExpectedCounts.NONE : stated;
    }
    ExpectedCounts reported = new ReportCounts(study).of(ReportJson.read(stored.json()));
    return stated == null ? reported : ReportCounts.under(reported, stated);
  }

  private static List<PowerTable> power(StudyDocument study, ExpectedCounts expected) {
    return PowerView.of(
        PlanningTable.of(
            study.findings(),
            study.subgroups(),
            study.endpoints(),
            study.disclosure().minimumCell(),
            expected));
  }

  private static List<Fault> faults(List<String> sentences) {
    return sentences.stream().map(PlanCheck::fault).toList();
  }

  private static Fault fault(String sentence) {
    Matcher at = LINE.matcher(sentence);
    return at.find()
        ? new Fault(Integer.parseInt(at.group(1)), capital(sentence.substring(at.end())))
        : new Fault(0, capital(sentence));
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
