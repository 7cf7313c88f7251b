package org.fedval.coordinator.report.verify;

import static org.fedval.coordinator.report.verify.Findings.require;

import java.util.List;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;

/** The result's place in the coordinator's log, and how many sites have seen that log. */
final class LogChecks {
  private final SessionProof proof;
  private final Roster roster;
  private final VerifyingKey coordinator;
  private final boolean fewerCosignatures;

  LogChecks(
      SessionProof proof, Roster roster, VerifyingKey coordinator, boolean fewerCosignatures) {
    this.proof = proof;
    this.roster = roster;
    this.coordinator = coordinator;
    this.fewerCosignatures = fewerCosignatures;
  }

  void run(Findings findings, String suffix) {
    findings.check("result entry" + suffix, this::entry);
    findings.check("checkpoint" + suffix, this::checkpoint);
    findings.check("inclusion" + suffix, this::inclusion);
    findings.check("cosignatures" + suffix, this::cosignatures);
  }

  private String entry() {
    LogEntry entry = LogEntry.decode(proof.logEntry().toByteArray());
    require(
        entry.event() == LogEvent.RESULT
            && entry.signer() == SigInput.COORDINATOR
            && entry.sid().equals(proof.proposal().hash())
            && entry.bodyHash().equals(proof.resultDigest()),
        "The log entry is not the one of this session's result.");
    return "The log entry is the one of this session's result.";
  }

  private String checkpoint() {
    LogProof logged = logged();
    require(logged.render().equals(proof.logProof()), "The log proof is not in its one form.");
    return "The coordinator signed the log's head of %d entries."
        .formatted(logged.checkpoint().checkpoint().size());
  }

  private String inclusion() {
    LogProof logged = logged();
    require(
        logged.proves(proof.logEntry().toByteArray()),
        "The result's entry is not in the log under the signed head.");
    return "The result is entry %d of the log.".formatted(logged.index());
  }

  private String cosignatures() {
    AdvertiseSet advertised = AdvertiseSet.decode(proof.advertiseSet().body());
    List<VerifyingKey> witnesses =
        advertised.sites().stream()
            .map(
                site -> {
                  require(
                      site.index() < roster.size(),
                      "A site is named that the roster does not have.");
                  return roster.identity(site.index());
                })
            .toList();
    int needed =
        new Quorum(witnesses.size(), SessionProposal.decode(proof.proposal().body()).f()).votes();
    int found = logged().checkpoint().cosigners(witnesses).size();
    require(
        found == proof.cosignatures()
            && needed == proof.quorum()
            && witnesses.size() == proof.witnesses(),
        "The report claims %d of %d cosignatures, but %d of %d hold."
            .formatted(proof.cosignatures(), proof.witnesses(), found, witnesses.size()));
    String counted =
        "%d of %d sites confirmed the log's head; %d make the report final."
            .formatted(found, witnesses.size(), needed);
    require(
        found >= needed || fewerCosignatures,
        counted + " With fewer, the coordinator could show others another log.");
    return counted + (found < needed ? " It is not final." : "");
  }

  private LogProof logged() {
    return LogProof.verified(proof.logProof(), NoteKey.log(coordinator));
  }
}
