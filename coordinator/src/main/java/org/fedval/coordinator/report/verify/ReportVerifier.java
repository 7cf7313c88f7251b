package org.fedval.coordinator.report.verify;

import static org.fedval.coordinator.report.verify.Findings.require;

import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.report.ValidationReport;

/**
 * Verifies {@code report.json} without any connection: that these bytes are the coordinator's, that
 * enough sites of the roster voted for the session behind them, that the session's result is in a
 * log that enough sites have seen, and that the report agrees with all of it and with itself.
 */
public final class ReportVerifier {
  private ReportVerifier() {}

  /**
   * Makes every check that can be made; the report verifies when all hold.
   *
   * @param json the exact bytes of {@code report.json}
   * @param signature the exact bytes of {@code report.json.sig}
   * @param fewerCosignatures whether a report that is not final may pass
   */
  public static List<Check> verify(
      byte[] json, byte[] signature, Pins pins, boolean fewerCosignatures) {
    Findings findings = new Findings();
    ReportProof proof;
    ValidationReport report;
    try {
      report = ReportJson.read(json);
      proof = ReportJson.readProof(json);
    } catch (ReportFormatException e) {
      signature(findings, json, signature, Optional.ofNullable(pins.coordinator()));
      findings.failed("form", String.valueOf(e.getMessage()));
      return findings.all();
    }
    Optional<Roster> roster = roster(proof);
    Optional<VerifyingKey> key = roster.map(Roster::coordinator).flatMap(pins::match);
    signature(findings, json, signature, key.or(() -> Optional.ofNullable(pins.coordinator())));
    findings.check("form", () -> "It is a report of the form " + ValidationReport.SCHEMA + ".");
    if (roster.isEmpty() || key.isEmpty()) {
      findings.failed(
          "coordinator",
          "The roster in the report is not of the pinned coordinator, whose fingerprint is %s."
              .formatted(pins.fingerprint()));
      return findings.all();
    }
    new StudyChecks(report, proof, roster.get(), key.get(), pins).run(findings);
    for (SessionProof session : proof.sessions()) {
      new SessionChecks(report, proof, session, roster.get(), key.get())
          .run(findings, suffix(proof, session));
    }
    new NumberChecks(report, proof).run(findings);
    for (SessionProof session : proof.sessions()) {
      new LogChecks(session, roster.get(), key.get(), fewerCosignatures)
          .run(findings, suffix(proof, session));
    }
    return findings.all();
  }

  /** The checks of a later slot bear its name. */
  private static String suffix(ReportProof proof, SessionProof session) {
    return session.equals(proof.first()) ? "" : " of " + session.slot();
  }

  private static void signature(
      Findings findings, byte[] json, byte[] signature, Optional<VerifyingKey> key) {
    findings.check(
        "signature",
        () -> {
          require(
              key.isPresent() && ReportSignature.verifies(json, signature, key.get()),
              "report.json and report.json.sig do not belong together under the pinned"
                  + " coordinator's key; one of them was changed.");
          return "The coordinator signed exactly these bytes.";
        });
  }

  private static Optional<Roster> roster(ReportProof proof) {
    try {
      return Optional.of(Roster.decode(proof.roster().body()));
    } catch (MalformedBody e) {
      return Optional.empty();
    }
  }
}
