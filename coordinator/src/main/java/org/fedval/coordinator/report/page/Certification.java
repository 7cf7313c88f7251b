package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.Svg;
import org.fedval.coordinator.report.text.VerdictWords;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Which preregistered claims were certified and, with the same weight, which were not. */
public final class Certification {
  private final ValidationReport report;

  public Certification(ValidationReport report) {
    this.report = report;
  }

  /** A claim whose overall estimate is suppressed or not estimable. */
  private static final String WITHHELD = "No verdict";

  public List<ReportPage.Claim> certified() {
    return claims(true);
  }

  public List<ReportPage.Claim> notCertified() {
    return claims(false);
  }

  private List<ReportPage.Claim> claims(boolean met) {
    List<ReportPage.Claim> claims = new ArrayList<>();
    for (EndpointResult endpoint : report.results().endpoints()) {
      Verdict verdict = endpoint.verdict();
      if ((verdict == Verdict.MEETS_GOAL) == met) {
        claims.add(
            new ReportPage.Claim(
                verdict == null ? WITHHELD : Words.verdict(verdict),
                VerdictWords.cssClass(verdict),
                mark(verdict),
                endpoint.sentence().replace("95 %", "95\u00a0%")));
      }
    }
    return claims;
  }

  /** A shape for each verdict, so that colour is never alone. */
  private static String mark(@Nullable Verdict verdict) {
    Svg svg = new Svg(20, 20, "verdict-mark", verdict == null ? WITHHELD : Words.verdict(verdict));
    if (verdict == null) {
      return svg.mark(0, 10, 10, 8, "ring").path("M6.5 10h7", "sign").finish();
    }
    switch (verdict) {
      case MEETS_GOAL -> svg.mark(0, 10, 10, 9, "ground").path("M5.5 10.5l3 3l6 -7", "sign");
      case FAILS_GOAL -> svg.mark(1, 10, 10, 8.5, "ground").path("M6.5 6.5l7 7m0 -7l-7 7", "sign");
      case INCONCLUSIVE -> svg.mark(3, 10, 10, 7.8, "ground").path("M6.5 10h7", "sign");
      case NOT_POWERED_TO_CERTIFY -> svg.mark(0, 10, 10, 8, "ring").path("M6.5 10h7", "sign");
    }
    return svg.finish();
  }
}
