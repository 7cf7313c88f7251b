package org.fedval.coordinator.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.page.FeasibilityPage;
import org.fedval.coordinator.report.page.LaterSession;
import org.fedval.coordinator.report.page.PageBuilder;
import org.fedval.coordinator.report.page.ReportPage;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.evaluation.report.ValidationReport;

/**
 * {@code report.html}: one file with its style and pictures inside, no script, no request to
 * anywhere. It reads the same in light, dark and print. Names that come from the plan are escaped.
 * Stateless and safe for many threads.
 */
public final class ReportHtml {
  /** The stylesheet that all of Fedval's pages share. */
  public static final String STYLESHEET = "/org/fedval/coordinator/fedval.css";

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);
  private static final String CSS = stylesheet();

  private ReportHtml() {}

  /**
   * The page of a report with the hashes of its later rounds, which stand in its proof alone.
   *
   * @throws IllegalArgumentException if {@link PublicationCheck} refuses the report
   */
  public static String render(ValidationReport report, ReportProof proof) {
    return render(report, later(proof));
  }

  /**
   * What the page of a report says, for another page to show.
   *
   * @throws IllegalArgumentException if {@link PublicationCheck} refuses the report
   */
  public static ReportPage page(ValidationReport report, ReportProof proof) {
    PublicationCheck.requirePublishable(report);
    return new PageBuilder(report, later(proof)).page("");
  }

  private static List<LaterSession> later(ReportProof proof) {
    List<LaterSession> later = new ArrayList<>();
    for (int slot = 1; slot < proof.sessions().size(); slot++) {
      SessionProof session = proof.sessions().get(slot);
      Certificate votes = Certificate.decode(VoteKind.COMMIT, session.commitCertificate().body());
      later.add(
          new LaterSession(
              1 + slot,
              votes.sid().hex(),
              votes.h1().hex(),
              votes.h2().hex(),
              votes.h3().hex(),
              session.published().hex(),
              session.resultDigest().hex()));
    }
    return later;
  }

  /**
   * The page of a report of one round.
   *
   * @throws IllegalArgumentException if {@link PublicationCheck} refuses the report
   */
  public static String render(ValidationReport report) {
    return render(report, List.of());
  }

  private static String render(ValidationReport report, List<LaterSession> later) {
    PublicationCheck.requirePublishable(report);
    StringOutput out = new StringOutput(1 << 19);
    if (report.bundle() == null) {
      ENGINE.render("feasibility.jte", FeasibilityPage.of(report, CSS), out);
    } else {
      ENGINE.render("report.jte", new PageBuilder(report, later).page(CSS), out);
    }
    return out.toString();
  }

  /** The stylesheet's text, for another page that is one file. */
  public static String css() {
    return CSS;
  }

  private static String stylesheet() {
    try (InputStream in = ReportHtml.class.getResourceAsStream(STYLESHEET)) {
      if (in == null) {
        throw new AssertionError("The stylesheet is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The stylesheet could not be read.", e);
    }
  }
}
