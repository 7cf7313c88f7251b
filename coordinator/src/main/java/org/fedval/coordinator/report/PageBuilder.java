package org.fedval.coordinator.report;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.fedval.evaluation.report.ValidationReport;

/** Puts the parts of a report in the order in which it is read. */
final class PageBuilder {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ValidationReport report;
  private final Estimates estimates;

  PageBuilder(ValidationReport report) {
    this.report = report;
    this.estimates = new Estimates(report);
  }

  ReportPage page(String css) {
    Certification certification = new Certification(report);
    AttritionFlow attrition = new AttritionFlow(report, estimates);
    RocPanels curves = new RocPanels(report, estimates);
    EstimateTable table = new EstimateTable(report, estimates);
    HeadlineTable headline = new HeadlineTable(report, estimates);
    Provenance provenance = new Provenance(report);
    return new ReportPage(
        css,
        report.study().title(),
        report.study().id(),
        lead(),
        WHEN.format(report.generatedAt()),
        certification.certified(),
        certification.notCertified(),
        new SubgroupGaps(report, estimates).gaps(),
        headline.rows(),
        headline.notes(),
        attrition.figure(),
        attrition.lines(),
        curves.figures(),
        forests(),
        table.blocks(),
        EstimateCsv.dataUri(report.results().estimates()),
        MethodsText.methods(report),
        MethodsText.limitations(report),
        provenance.facts());
  }

  private String lead() {
    int sites = report.roster().contributingSites();
    int findings = report.study().findings().size();
    long most = 0;
    for (String finding : report.study().findings()) {
      Long cases = estimates.counts(finding, Estimates.ALL).cases();
      most = Math.max(most, cases == null ? 0 : cases);
    }
    String images = most == 0 ? "" : " on up to " + NumberFormatter.count(most) + " images";
    ValidationReport.Bundle bundle = Objects.requireNonNull(report.bundle());
    return bundle.name()
        + ", version "
        + bundle.version()
        + ", was tested for "
        + Words.number(findings, "finding", "findings")
        + images
        + " from "
        + Words.number(sites, "hospital", "hospitals")
        + ". Every number below is a sum over all of them"
        + PrivacyText.inLead(report.privacy())
        + ".";
  }

  private List<ReportPage.Figure> forests() {
    ForestRows rows = new ForestRows(report, estimates);
    List<ReportPage.Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      String title = new ForestMessage(report, estimates).of(findings.get(i));
      String svg = ForestFigure.draw(rows.of(findings.get(i), title), "hatch-forest-" + i);
      figures.add(new ReportPage.Figure(title, svg, ""));
    }
    return figures;
  }
}
