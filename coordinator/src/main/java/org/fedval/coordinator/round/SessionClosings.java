package org.fedval.coordinator.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.OpenedSession;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.wire.session.SiteInstruction;
import org.jspecify.annotations.Nullable;

/**
 * What a site that was away needs of sessions that are over: the certificates that free or bind its
 * data set, and what lets it check the result.
 */
public final class SessionClosings {
  private final SessionBodyRepository bodies;

  public SessionClosings(SessionBodyRepository bodies) {
    this.bodies = bodies;
  }

  /**
   * First slot first, and in the order in which a site takes them, for every session of the study
   * but {@code open}.
   */
  public List<SiteInstruction> of(byte[] study, @Nullable Sha256Digest open) {
    List<SiteInstruction> closings = new ArrayList<>();
    List<OpenedSession> sessions = new ArrayList<>(bodies.sessions(study));
    Collections.reverse(sessions);
    for (OpenedSession session : sessions) {
      Sha256Digest sid = Sha256Digest.of(session.sid());
      if (open == null || !sid.equals(open)) {
        closings.addAll(of(sid));
      }
    }
    return closings;
  }

  private List<SiteInstruction> of(Sha256Digest sid) {
    Map<String, SignedBody> said =
        bodies.bodies(sid.toByteArray()).stream()
            .filter(body -> body.signer() == SigInput.COORDINATOR)
            .collect(Collectors.toMap(StoredBody::type, StoredBody::signed));
    List<SiteInstruction> closings = new ArrayList<>();
    Optional<SignedBody> commit = of(said, VoteKind.COMMIT.certificateType());
    if (commit.isPresent()) {
      add(said, SurvivorSet.TYPE, s -> new SiteInstruction.SurvivorsNamed(sid, s), closings);
      closings.add(new SiteInstruction.Committed(sid, commit.get()));
    }
    Optional<SignedBody> gate = of(said, GateResult.TYPE);
    if (gate.isPresent()) {
      add(
          said,
          GateTranscript.TYPE,
          t -> new SiteInstruction.GateOpened(sid, t, gate.get()),
          closings);
    }
    add(said, Result.TYPE, r -> new SiteInstruction.ResultPublished(sid, r), closings);
    add(said, VoteKind.ABORT.certificateType(), c -> new SiteInstruction.Aborted(sid, c), closings);
    add(
        said,
        BlameProof.TYPE,
        p -> new SiteInstruction.DealerBlamed(Octets.of(p.body())),
        closings);
    return closings;
  }

  private static void add(
      Map<String, SignedBody> said,
      String type,
      Function<SignedBody, SiteInstruction> form,
      List<SiteInstruction> closings) {
    of(said, type).map(form).ifPresent(closings::add);
  }

  private static Optional<SignedBody> of(Map<String, SignedBody> said, String type) {
    return Optional.ofNullable(said.get(type));
  }
}
