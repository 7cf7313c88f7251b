package org.fedval.wire.session;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.jspecify.annotations.Nullable;

/** What the coordinator says to one site; nothing in it is trusted before the site checked it. */
public sealed interface SiteInstruction {

  /** Calls the branch of {@code cases} that fits. */
  void match(Cases cases);

  /** One method an instruction, so that a new one breaks the build where it is not handled. */
  interface Cases {
    void rosterPublished(RosterPublished instruction);

    void studyOffered(StudyOffered instruction);

    void sessionProposed(SessionProposed instruction);

    void advertiseSetClosed(AdvertiseSetClosed instruction);

    void sharesDelivered(SharesDelivered instruction);

    void survivorsNamed(SurvivorsNamed instruction);

    void committed(Committed instruction);

    void gateOpened(GateOpened instruction);

    void resultPublished(ResultPublished instruction);

    void abortAsked(AbortAsked instruction);

    void aborted(Aborted instruction);

    void dealerBlamed(DealerBlamed instruction);

    void checkpointOffered(CheckpointOffered instruction);

    void studyEnded(StudyEnded instruction);

    void rotationPublished(RotationPublished instruction);
  }

  /**
   * A roster version; the site's operator decides on it.
   *
   * @param endorsements of its members by endorsing offices; the site checks them
   */
  record RosterPublished(SignedBody roster, List<SignedBody> endorsements)
      implements SiteInstruction {
    public RosterPublished {
      endorsements = List.copyOf(endorsements);
    }

    /** A roster whose members nobody endorsed. */
    public RosterPublished(SignedBody roster) {
      this(roster, List.of());
    }

    @Override
    public void match(Cases cases) {
      cases.rosterPublished(this);
    }
  }

  /**
   * A locked study.
   *
   * @param definition with the coordinator's signature
   * @param ownerSignature the study owner's, over the same body
   * @param planYaml the exact bytes of the plan
   * @param model null for a study that runs no model
   */
  record StudyOffered(
      SignedBody definition, Octets ownerSignature, Octets planYaml, @Nullable OfferedModel model)
      implements SiteInstruction {
    @Override
    public void match(Cases cases) {
      cases.studyOffered(this);
    }
  }

  /**
   * What is public of a study's sealed bundle.
   *
   * @param manifest with the model owner's signature
   * @param countersignature the coordinator's, over the same body
   * @param description the exact bytes that the manifest names
   */
  record OfferedModel(SignedBody manifest, Octets countersignature, Octets description) {}

  /** A step of a session. */
  sealed interface SessionInstruction extends SiteInstruction {
    Sha256Digest sid();
  }

  /**
   * A session to join.
   *
   * @param published the tables of this slot, empty for the first
   * @param earlier {@code OpenedSums} of every earlier slot, in order
   */
  record SessionProposed(SignedBody proposal, Octets published, List<Octets> earlier)
      implements SiteInstruction {
    public SessionProposed {
      earlier = List.copyOf(earlier);
    }

    /** Of a first slot. */
    public SessionProposed(SignedBody proposal) {
      this(proposal, Octets.empty(), List.of());
    }

    @Override
    public void match(Cases cases) {
      cases.sessionProposed(this);
    }
  }

  /** Who advertised, with the bodies by roster index. */
  record AdvertiseSetClosed(Sha256Digest sid, SignedBody set, SortedMap<Integer, Octets> advertises)
      implements SessionInstruction {
    public AdvertiseSetClosed {
      advertises = new TreeMap<>(advertises);
    }

    @Override
    public void match(Cases cases) {
      cases.advertiseSetClosed(this);
    }
  }

  /** Every dealer's signed share keys and the row for this site, by the dealer's roster index. */
  record SharesDelivered(Sha256Digest sid, SignedBody delivery, SortedMap<Integer, Dealt> shares)
      implements SessionInstruction {
    public SharesDelivered {
      shares = new TreeMap<>(shares);
    }

    /** What one dealer sent: ShareKeys body with signature, and the row for this site. */
    public record Dealt(SignedBody shareKeys, Octets row) {}

    @Override
    public void match(Cases cases) {
      cases.sharesDelivered(this);
    }
  }

  /** Whose vectors are in the sum. */
  record SurvivorsNamed(Sha256Digest sid, SignedBody survivors) implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.survivorsNamed(this);
    }
  }

  /** The certificate over the survivors' votes. */
  record Committed(Sha256Digest sid, SignedBody certificate) implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.committed(this);
    }
  }

  /** The opened gate with everything that a site needs to recompute it. */
  record GateOpened(Sha256Digest sid, SignedBody transcript, SignedBody gateResult)
      implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.gateOpened(this);
    }
  }

  /** The session's result. */
  record ResultPublished(Sha256Digest sid, SignedBody result) implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.resultPublished(this);
    }
  }

  /** The session cannot go on; a site that opened nothing of it may pledge to open nothing. */
  record AbortAsked(Sha256Digest sid) implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.abortAsked(this);
    }
  }

  /** The certificate over the abort quorum's pledges: the session is void. */
  record Aborted(Sha256Digest sid, SignedBody certificate) implements SessionInstruction {
    @Override
    public void match(Cases cases) {
      cases.aborted(this);
    }
  }

  /** Proof that a dealer of an earlier session is bad; every site checks it for itself. */
  record DealerBlamed(Octets proof) implements SiteInstruction {
    @Override
    public void match(Cases cases) {
      cases.dealerBlamed(this);
    }
  }

  /**
   * A signed head of the coordinator's log, for this site to cosign.
   *
   * @param note the checkpoint as a C2SP signed note
   * @param proof from the entries that this site has followed, as far as the coordinator knows
   */
  record CheckpointOffered(String note, ConsistencyProof proof) implements SiteInstruction {
    @Override
    public void match(Cases cases) {
      cases.checkpointOffered(this);
    }
  }

  /** The study is over. */
  record StudyEnded(Sha256Digest study, boolean published, String sentence)
      implements SiteInstruction {
    @Override
    public void match(Cases cases) {
      cases.studyEnded(this);
    }
  }

  /**
   * A member has another identity key, signed by both keys. It carries no trust: the next roster
   * version has the new key, and the site's operator decides on that.
   */
  record RotationPublished(SignedRotation rotation) implements SiteInstruction {
    @Override
    public void match(Cases cases) {
      cases.rotationPublished(this);
    }
  }
}
