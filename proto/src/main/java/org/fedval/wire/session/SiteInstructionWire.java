package org.fedval.wire.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.AbortNotice;
import org.fedval.proto.v1.AbortRequest;
import org.fedval.proto.v1.AdvertiseSetNotice;
import org.fedval.proto.v1.BlameNotice;
import org.fedval.proto.v1.CommitNotice;
import org.fedval.proto.v1.DealtShare;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.GateNotice;
import org.fedval.proto.v1.IndexedBytes;
import org.fedval.proto.v1.ProposalNotice;
import org.fedval.proto.v1.ResultNotice;
import org.fedval.proto.v1.RosterNotice;
import org.fedval.proto.v1.RotationNotice;
import org.fedval.proto.v1.ShareDeliveryNotice;
import org.fedval.proto.v1.StudyOffer;
import org.fedval.proto.v1.SurvivorSetNotice;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.session.SiteInstruction.AbortAsked;
import org.fedval.wire.session.SiteInstruction.Aborted;
import org.fedval.wire.session.SiteInstruction.AdvertiseSetClosed;
import org.fedval.wire.session.SiteInstruction.Committed;
import org.fedval.wire.session.SiteInstruction.DealerBlamed;
import org.fedval.wire.session.SiteInstruction.GateOpened;
import org.fedval.wire.session.SiteInstruction.OfferedModel;
import org.fedval.wire.session.SiteInstruction.ResultPublished;
import org.fedval.wire.session.SiteInstruction.RosterPublished;
import org.fedval.wire.session.SiteInstruction.RotationPublished;
import org.fedval.wire.session.SiteInstruction.SessionProposed;
import org.fedval.wire.session.SiteInstruction.SharesDelivered;
import org.fedval.wire.session.SiteInstruction.StudyEnded;
import org.fedval.wire.session.SiteInstruction.StudyOffered;
import org.fedval.wire.session.SiteInstruction.SurvivorsNamed;

/** {@link SiteInstruction} as a {@link Directive} and back. */
public final class SiteInstructionWire {
  private static final int MAX_PLAN_BYTES = 256 * 1024;
  private static final int MAX_EARLIER = 2;

  /** Most bytes of the tables that a proposal brings. */
  public static final int MAX_TABLE_BYTES = 8 * 1024 * 1024;

  /** Most bytes of the sums of earlier slots that a proposal brings, all together. */
  public static final int MAX_SUMS_BYTES = 22 * 1024 * 1024;

  private static final int MAX_ADVERTISE_BYTES = 256 * 1024;
  static final int MAX_ROW_BYTES = 256 * 1024;
  private static final int MAX_PROOF_BYTES = 16 * 1024 * 1024;
  private static final int MAX_SITES = 2000;
  private static final int MAX_ENDORSEMENTS = 4 * MAX_SITES;

  private SiteInstructionWire() {}

  /** The instruction as bytes, for a site's own records. */
  public static byte[] encode(SiteInstruction instruction) {
    return toProto(instruction).toByteArray();
  }

  /** Reads what {@link #encode} wrote; anything else is a {@link MalformedBody}. */
  public static SiteInstruction decode(byte[] bytes) {
    try {
      return fromProto(Directive.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | StatusRuntimeException e) {
      throw new MalformedBody("A stored instruction cannot be read.");
    }
  }

  /** Writes the message. */
  public static Directive toProto(SiteInstruction instruction) {
    Directive.Builder out = Directive.newBuilder();
    instruction.match(new Writer(out));
    return out.build();
  }

  /** Reads the message; a broken field rule is INVALID_ARGUMENT. */
  public static SiteInstruction fromProto(Directive in) {
    switch (in.getStepCase()) {
      case ROSTER:
        return roster(in.getRoster());
      case STUDY:
        return offered(in.getStudy());
      case PROPOSAL:
        return proposed(in.getProposal());
      case ADVERTISE_SET:
        return new AdvertiseSetClosed(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getAdvertiseSet().getSet()),
            indexed(in.getAdvertiseSet().getAdvertisesList(), MAX_ADVERTISE_BYTES));
      case SHARE_DELIVERY:
        return shares(SignedBlobWire.digest(in.getSession()), in.getShareDelivery());
      case SURVIVOR_SET:
        return new SurvivorsNamed(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getSurvivorSet().getSurvivors()));
      case COMMIT:
        return new Committed(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getCommit().getCertificate()));
      case GATE:
        return new GateOpened(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getGate().getTranscript()),
            SignedBlobWire.fromProto(in.getGate().getGateResult()));
      case RESULT:
        return new ResultPublished(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getResult().getResult()));
      case ENDED:
        return new StudyEnded(
            SignedBlobWire.digest(in.getEnded().getStudy()),
            in.getEnded().getPublished(),
            in.getEnded().getSentence());
      case ABORT_REQUEST:
        return new AbortAsked(SignedBlobWire.digest(in.getSession()));
      case ABORT:
        return new Aborted(
            SignedBlobWire.digest(in.getSession()),
            SignedBlobWire.fromProto(in.getAbort().getCertificate()));
      case BLAME:
        return new DealerBlamed(SignedBlobWire.octets(in.getBlame().getProof(), MAX_PROOF_BYTES));
      case ROTATION:
        return new RotationPublished(SignedRotationWire.fromProto(in.getRotation().getRotation()));
      case CHECKPOINT:
        return CheckpointWire.offered(in.getCheckpoint());
      case STEP_NOT_SET:
        break;
    }
    throw WireStatus.invalid("A directive of a newer version; update this agent.");
  }

  private static StudyOffered offered(StudyOffer offer) {
    OfferedModel model = null;
    if (offer.hasManifest()) {
      model =
          new OfferedModel(
              SignedBlobWire.fromProto(offer.getManifest()),
              SignedBlobWire.signature(offer.getManifestCountersig()),
              SignedBlobWire.octets(offer.getDescription(), ModelDescription.MAX_BYTES));
    } else if (!offer.getManifestCountersig().isEmpty() || !offer.getDescription().isEmpty()) {
      throw WireStatus.invalid("An offer without a manifest describes no model.");
    }
    return new StudyOffered(
        SignedBlobWire.fromProto(offer.getDefinition()),
        SignedBlobWire.signature(offer.getOwnerSig()),
        SignedBlobWire.octets(offer.getPlanYaml(), MAX_PLAN_BYTES),
        model);
  }

  private static SessionProposed proposed(ProposalNotice notice) {
    long sums = notice.getEarlierList().stream().mapToLong(ByteString::size).sum();
    if (notice.getEarlierCount() > MAX_EARLIER || sums > MAX_SUMS_BYTES) {
      throw WireStatus.invalid("A proposal comes with more sums of earlier slots than it may.");
    }
    return new SessionProposed(
        SignedBlobWire.fromProto(notice.getProposal()),
        SignedBlobWire.octets(notice.getPublished(), MAX_TABLE_BYTES),
        notice.getEarlierList().stream().map(b -> Octets.of(b.toByteArray())).toList());
  }

  private static RosterPublished roster(RosterNotice notice) {
    if (notice.getEndorsementsCount() > MAX_ENDORSEMENTS) {
      throw WireStatus.invalid("A roster comes with at most 8000 endorsements.");
    }
    return new RosterPublished(
        SignedBlobWire.fromProto(notice.getRoster()),
        notice.getEndorsementsList().stream().map(SignedBlobWire::fromProto).toList());
  }

  private static SharesDelivered shares(Sha256Digest sid, ShareDeliveryNotice notice) {
    limit(notice.getSharesCount());
    SortedMap<Integer, SharesDelivered.Dealt> shares = new TreeMap<>();
    for (DealtShare share : notice.getSharesList()) {
      SharesDelivered.Dealt dealt =
          new SharesDelivered.Dealt(
              SignedBlobWire.fromProto(share.getShareKeys()),
              SignedBlobWire.octets(share.getRow(), MAX_ROW_BYTES));
      if (shares.put(index(share.getShareKeys().getSigner()), dealt) != null) {
        throw WireStatus.invalid("An index stands twice.");
      }
    }
    return new SharesDelivered(sid, SignedBlobWire.fromProto(notice.getDelivery()), shares);
  }

  /** A roster index, which is below the largest roster's size. */
  private static int index(int value) {
    if (value < 0 || value >= MAX_SITES) {
      throw WireStatus.invalid("An index is beyond any roster.");
    }
    return value;
  }

  static SortedMap<Integer, Octets> indexed(Iterable<IndexedBytes> list, int limitBytes) {
    SortedMap<Integer, Octets> map = new TreeMap<>();
    for (IndexedBytes entry : list) {
      limit(map.size() + 1);
      Octets body = SignedBlobWire.octets(entry.getBody(), limitBytes);
      if (map.put(index(entry.getIndex()), body) != null) {
        throw WireStatus.invalid("An index stands twice.");
      }
    }
    return map;
  }

  static Iterable<IndexedBytes> indexed(SortedMap<Integer, Octets> map) {
    return map.entrySet().stream()
        .map(
            e ->
                IndexedBytes.newBuilder()
                    .setIndex(e.getKey())
                    .setBody(SignedBlobWire.bytes(e.getValue()))
                    .build())
        .toList();
  }

  private static void limit(int count) {
    if (count > MAX_SITES) {
      throw WireStatus.invalid("A list is longer than a roster can be.");
    }
  }

  private record Writer(Directive.Builder out) implements SiteInstruction.Cases {
    @Override
    public void rosterPublished(RosterPublished i) {
      RosterNotice.Builder notice =
          RosterNotice.newBuilder().setRoster(SignedBlobWire.ofCoordinator(i.roster()));
      i.endorsements().forEach(e -> notice.addEndorsements(SignedBlobWire.outside(e)));
      out.setRoster(notice);
    }

    @Override
    public void rotationPublished(RotationPublished i) {
      out.setRotation(
          RotationNotice.newBuilder().setRotation(SignedRotationWire.toProto(i.rotation())));
    }

    @Override
    public void studyOffered(StudyOffered i) {
      StudyOffer.Builder offer =
          StudyOffer.newBuilder()
              .setDefinition(SignedBlobWire.ofCoordinator(i.definition()))
              .setOwnerSig(SignedBlobWire.bytes(i.ownerSignature()))
              .setPlanYaml(SignedBlobWire.bytes(i.planYaml()));
      OfferedModel model = i.model();
      if (model != null) {
        offer
            .setManifest(SignedBlobWire.outside(model.manifest()))
            .setManifestCountersig(SignedBlobWire.bytes(model.countersignature()))
            .setDescription(SignedBlobWire.bytes(model.description()));
      }
      out.setStudy(offer);
    }

    @Override
    public void sessionProposed(SessionProposed i) {
      ProposalNotice.Builder notice =
          ProposalNotice.newBuilder()
              .setProposal(SignedBlobWire.ofCoordinator(i.proposal()))
              .setPublished(SignedBlobWire.bytes(i.published()));
      i.earlier().forEach(sums -> notice.addEarlier(SignedBlobWire.bytes(sums)));
      out.setProposal(notice);
    }

    @Override
    public void advertiseSetClosed(AdvertiseSetClosed i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setAdvertiseSet(
          AdvertiseSetNotice.newBuilder()
              .setSet(SignedBlobWire.ofCoordinator(i.set()))
              .addAllAdvertises(indexed(i.advertises())));
    }

    @Override
    public void sharesDelivered(SharesDelivered i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      ShareDeliveryNotice.Builder notice =
          ShareDeliveryNotice.newBuilder().setDelivery(SignedBlobWire.ofCoordinator(i.delivery()));
      i.shares()
          .forEach(
              (dealer, dealt) ->
                  notice.addShares(
                      DealtShare.newBuilder()
                          .setShareKeys(SignedBlobWire.of(dealt.shareKeys(), dealer))
                          .setRow(ByteString.copyFrom(dealt.row().toByteArray()))));
      out.setShareDelivery(notice);
    }

    @Override
    public void survivorsNamed(SurvivorsNamed i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setSurvivorSet(
          SurvivorSetNotice.newBuilder().setSurvivors(SignedBlobWire.ofCoordinator(i.survivors())));
    }

    @Override
    public void committed(Committed i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setCommit(
          CommitNotice.newBuilder().setCertificate(SignedBlobWire.ofCoordinator(i.certificate())));
    }

    @Override
    public void gateOpened(GateOpened i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setGate(
          GateNotice.newBuilder()
              .setTranscript(SignedBlobWire.ofCoordinator(i.transcript()))
              .setGateResult(SignedBlobWire.ofCoordinator(i.gateResult())));
    }

    @Override
    public void resultPublished(ResultPublished i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setResult(ResultNotice.newBuilder().setResult(SignedBlobWire.ofCoordinator(i.result())));
    }

    @Override
    public void abortAsked(AbortAsked i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setAbortRequest(AbortRequest.getDefaultInstance());
    }

    @Override
    public void aborted(Aborted i) {
      out.setSession(SignedBlobWire.bytes(i.sid()));
      out.setAbort(
          AbortNotice.newBuilder().setCertificate(SignedBlobWire.ofCoordinator(i.certificate())));
    }

    @Override
    public void dealerBlamed(DealerBlamed i) {
      out.setBlame(BlameNotice.newBuilder().setProof(SignedBlobWire.bytes(i.proof())));
    }

    @Override
    public void checkpointOffered(SiteInstruction.CheckpointOffered i) {
      out.setCheckpoint(CheckpointWire.toProto(i));
    }

    @Override
    public void studyEnded(StudyEnded i) {
      out.setEnded(
          org.fedval.proto.v1.StudyEnded.newBuilder()
              .setStudy(SignedBlobWire.bytes(i.study()))
              .setPublished(i.published())
              .setSentence(i.sentence()));
    }
  }
}
