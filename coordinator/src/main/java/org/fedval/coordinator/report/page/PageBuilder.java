package org.fedval.coordinator.report.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.fedval.coordinator.report.table.EstimateCsv;
import org.fedval.coordinator.report.table.EstimateTable;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.HeadlineTable;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.ValidationReport;

/** Puts the parts of a report in the order in which it is read. */
public final class PageBuilder {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ValidationReport report;
  private final List<LaterSession> later;
  private final Estimates estimates;

  /**
   * @param later the sessions of later rounds that gave sums, in order
   */
  public PageBuilder(ValidationReport report, List<LaterSession> later) {
    this.report = report;
    this.later = later;
    this.estimates = new Estimates(report);
  }

  public ReportPage page(String css) {
    Certification certification = new Certification(report);
    MissingNumbers missing = new MissingNumbers(report);
    HeadlineTable headline = new HeadlineTable(report, estimates);
    return new ReportPage(
        css,
        report.study().title(),
        report.study().id(),
        lead(),
        WHEN.format(report.generatedAt()),
        certification.certified(),
        certification.notCertified(),
        new SubgroupGaps(report, estimates).gaps(),
        missing.lines(),
        missing.siteLoss(),
        headline.rows(),
        headline.notes(),
        new PageParts(report, estimates).parts(),
        new EstimateTable(report, estimates).blocks(),
        EstimateCsv.of(report.results().estimates()),
        MethodsText.methods(report),
        NumbersInWords.table(report),
        MethodsText.limitations(report),
        new Provenance(report, later).facts());
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
}
