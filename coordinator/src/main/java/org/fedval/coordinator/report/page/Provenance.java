package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.fedval.evaluation.report.ValidationReport;

/** What the report was made from, by digest, so that anyone can compare it with what they hold. */
public final class Provenance {
  private final ValidationReport report;

  public Provenance(ValidationReport report) {
    this.report = report;
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
    new TreeMap<>(report.software())
        .forEach((name, version) -> plain(facts, "Software: " + name, version));
    return facts;
  }

  private static void plain(List<ReportPage.Fact> facts, String name, String value) {
    facts.add(new ReportPage.Fact(name, value, false));
  }

  private static void code(List<ReportPage.Fact> facts, String name, String value) {
    facts.add(new ReportPage.Fact(name, value, true));
  }
}
