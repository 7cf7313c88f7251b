package org.fedval.coordinator.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.VoteKind;

/** What the coordinator signed in a session that pooled its sums, exact bytes. */
public record SessionEvidence(
    SignedBody proposal,
    SignedBody advertiseSet,
    SignedBody shareDelivery,
    SignedBody survivorSet,
    SignedBody commitCertificate,
    SignedBody gateResult,
    SignedBody result) {

  /**
   * Reads it from the store.
   *
   * @throws IllegalStateException when the session did not get that far
   */
  public static SessionEvidence of(Sha256Digest sid, SessionBodyRepository bodies) {
    Map<String, SignedBody> said = new TreeMap<>();
    for (StoredBody body : bodies.bodies(sid.toByteArray())) {
      if (body.signer() == SigInput.COORDINATOR) {
        said.put(body.type(), body.signed());
      }
    }
    return new SessionEvidence(
        part(said, SessionProposal.TYPE),
        part(said, AdvertiseSet.TYPE),
        part(said, ShareDelivery.TYPE),
        part(said, SurvivorSet.TYPE),
        part(said, VoteKind.COMMIT.certificateType()),
        part(said, GateResult.TYPE),
        part(said, Result.TYPE));
  }

  private static SignedBody part(Map<String, SignedBody> said, String type) {
    SignedBody body = said.get(type);
    if (body == null) {
      throw new IllegalStateException("The session has no " + type + ".");
    }
    return body;
  }

  /** Roster indices of U1, who may witness the result. */
  public List<Integer> advertised() {
    return AdvertiseSet.decode(advertiseSet.body()).sites().stream().map(SignedRef::index).toList();
  }

  /** The session's id. */
  public Sha256Digest sid() {
    return proposal.hash();
  }

  /** Roster indices of the sites whose numbers are in the sums. */
  public Set<Integer> survivors() {
    Set<Integer> indices = new TreeSet<>();
    SurvivorSet.decode(survivorSet.body()).survivors().forEach(s -> indices.add(s.index()));
    return indices;
  }

  /** Numbers of the units that were opened, ascending. */
  public List<Integer> opened() {
    return GateResult.decode(gateResult.body()).allowedUnits();
  }

  /** The certificate that the survivors' votes make. */
  public Certificate certificate() {
    return Certificate.decode(VoteKind.COMMIT, commitCertificate.body());
  }

  /** Identity keys of U1. */
  public List<VerifyingKey> witnesses(Roster roster) {
    return advertised().stream().map(roster::identity).toList();
  }

  /** How many cosignatures make the result final. */
  public int quorum() {
    return new Quorum(advertised().size(), SessionProposal.decode(proposal.body()).f()).votes();
  }

  /** Where the result stands in the log. */
  public long logIndex() {
    return Result.decode(result.body()).logIndex();
  }
}
