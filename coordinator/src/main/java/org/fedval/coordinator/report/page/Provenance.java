package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/** What the report was made from, by digest, so that anyone can compare it with what they hold. */
public final class Provenance {
  private final ValidationReport report;
  private final List<LaterSession> later;

  /**
   * @param later the sessions of later rounds that gave sums, in order
   */
  public Provenance(ValidationReport report, List<LaterSession> later) {
    this.report = report;
    this.later = List.copyOf(later);
  }

  public List<ReportPage.Fact> facts() {
    ValidationReport.Study study = report.study();
    ValidationReport.Bundle bundle = report.bundle();
    ValidationReport.RosterSummary roster = report.roster();
    ValidationReport.Session session = report.session();
    List<ReportPage.Fact> facts = new ArrayList<>();
    plain(facts, "Report", report.schema() + ", made " + report.generatedAt());
    String unit =
        bundle == null ? "cases are " + study.unit() + "s" : "one score an " + study.unit();
    plain(facts, "Study", study.id() + " (" + study.task() + ", " + unit + ")");
    code(facts, "Study definition, SHA-256", study.digest());
    code(facts, "Plan file, SHA-256", study.planDigest());
    if (bundle != null) {
      plain(facts, "Model", bundle.name() + " " + bundle.version());
      code(facts, "Bundle, SHA-256", bundle.digest());
      code(facts, "Model file, SHA-256", bundle.modelDigest());
      code(facts, "Bundle signed by", bundle.signerFingerprint());
    }
    plain(facts, "Roster", roster.id() + ", version " + roster.version());
    code(facts, "Roster, SHA-256", roster.digest());
    plain(facts, "Sites in the roster", String.join(", ", roster.sites()));
    plain(facts, "Sites in the sums", roster.contributingSites() + " of " + roster.sites().size());
    plain(facts, "Aggregation session", session.id());
    code(facts, "Transcript h1, keys", session.h1());
    code(facts, "Transcript h2, shares", session.h2());
    code(facts, "Transcript h3, survivors", session.h3());
    code(facts, "Gate decision", session.gateHash());
    later.forEach(round -> laterRound(facts, round));
    plain(facts, "Rows", rowsByStatus());
    randomStreams(facts);
    new TreeMap<>(report.software())
        .forEach((name, version) -> plain(facts, "Software: " + name, version));
    return facts;
  }

  private static void laterRound(List<ReportPage.Fact> facts, LaterSession session) {
    String round = "Round " + session.round() + ": ";
    code(facts, round + "aggregation session", session.id());
    code(facts, round + "tables used, SHA-256", session.tables());
    code(facts, round + "transcript h1, keys", session.h1());
    code(facts, round + "transcript h2, shares", session.h2());
    code(facts, round + "transcript h3, survivors", session.h3());
    code(facts, round + "result, SHA-256", session.result());
  }

  /** How many rows hold a number, how many are withheld, how many do not exist. */
  private String rowsByStatus() {
    List<String> counts = new ArrayList<>();
    for (Status status : Status.values()) {
      long rows =
          report.results().estimates().stream().filter(row -> row.status() == status).count();
      counts.add(rows + " " + status.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return String.join(", ", counts);
  }

  /** Where numbers were drawn at random, and how they can be drawn again. */
  private void randomStreams(List<ReportPage.Fact> facts) {
    if (hasMethod("bootstrap_percentile")) {
      plain(
          facts,
          "Random numbers of the bootstrap",
          "2000 resamples of each finding's pooled histogram; SplittableRandom, seeded with the"
              + " SHA-256 of study id, finding and kind of resampling, so that the same sums give"
              + " the same intervals");
    }
    if (report.results().estimates().stream()
        .anyMatch(row -> row.metric().equals("auroc_bootstrap") && row.status() == Status.OK)) {
      plain(
          facts,
          "Random numbers of the bootstrap over patients",
          "weights drawn at each hospital from its own secret generator; they cannot be drawn"
              + " again");
    }
  }

  private boolean hasMethod(String method) {
    return report.results().estimates().stream().anyMatch(row -> method.equals(row.ciMethod()));
  }

  private static void plain(List<ReportPage.Fact> facts, String name, String value) {
    facts.add(new ReportPage.Fact(name, value, false));
  }

  private static void code(List<ReportPage.Fact> facts, String name, String value) {
    facts.add(new ReportPage.Fact(name, value, true));
  }
}
