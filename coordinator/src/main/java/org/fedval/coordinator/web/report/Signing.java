package org.fedval.coordinator.web.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.coordinator.report.page.ReportPage.Fact;
import org.fedval.coordinator.report.verify.Check;
import org.fedval.coordinator.report.verify.Pins;
import org.fedval.coordinator.report.verify.ReportVerifier;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;

/**
 * What stands behind a report: who signed it, where it is in the log, and every check of {@code
 * fedval report verify} as this coordinator makes it.
 *
 * @param facts signatures and inclusion proof, by name
 * @param command what a reader types to make the same checks without this coordinator
 */
public record Signing(List<Fact> facts, List<Check> checks, String command) {
  public Signing {
    facts = List.copyOf(facts);
    checks = List.copyOf(checks);
  }

  static Signing of(StoredReport stored, ReportProof proof) {
    Roster roster = Roster.decode(proof.roster().body());
    Pins pins = Pins.of(roster.coordinator(), Set.of(roster.hash()));
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("report.json, SHA-256", Sha256Digest.hash(stored.json()).hex(), true));
    facts.add(
        new Fact("Signed by the coordinator", roster.coordinator().fingerprint().toString(), true));
    int slot = 1;
    for (SessionProof session : proof.sessions()) {
      String round = proof.sessions().size() == 1 ? "" : "Round " + slot++ + ": ";
      facts.addAll(logged(round, session, NoteKey.log(roster.coordinator())));
    }
    return new Signing(
        facts,
        ReportVerifier.verify(stored.json(), stored.signature(), pins, true),
        "fedval report verify report.json --coordinator-key coordinator.pub --roster "
            + roster.hash().hex());
  }

  private static List<Fact> logged(String round, SessionProof session, NoteKey log) {
    LogProof proof = LogProof.verified(session.logProof(), log);
    return List.of(
        new Fact(
            round + "place in the log",
            "entry %d of %d".formatted(proof.index(), proof.checkpoint().checkpoint().size()),
            false),
        new Fact(round + "root of the log", proof.checkpoint().checkpoint().root().hex(), true),
        new Fact(
            round + "sites that confirmed it",
            "%d of %d; %d make the report final%s"
                .formatted(
                    session.cosignatures(),
                    session.witnesses(),
                    session.quorum(),
                    session.isFinal() ? "" : ", so it is not final"),
            false),
        new Fact(round + "result, SHA-256", session.resultDigest().hex(), true));
  }

  /** Whether every check holds. */
  public boolean holds() {
    return checks.stream().allMatch(Check::ok);
  }
}
