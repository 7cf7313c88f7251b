package org.fedval.wire.session;

import com.google.protobuf.InvalidProtocolBufferException;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.MaskedUpload;
import org.fedval.proto.v1.ShareKeysUpload;
import org.fedval.proto.v1.StudyDenial;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.SiteMessage.AbortVoted;
import org.fedval.wire.session.SiteMessage.Advertised;
import org.fedval.wire.session.SiteMessage.Complained;
import org.fedval.wire.session.SiteMessage.Masked;
import org.fedval.wire.session.SiteMessage.RevealedA;
import org.fedval.wire.session.SiteMessage.RevealedB;
import org.fedval.wire.session.SiteMessage.RosterApproved;
import org.fedval.wire.session.SiteMessage.SessionStep;
import org.fedval.wire.session.SiteMessage.SharesDealt;
import org.fedval.wire.session.SiteMessage.StudyApproved;
import org.fedval.wire.session.SiteMessage.StudyDenied;
import org.fedval.wire.session.SiteMessage.Voted;

/** {@link SiteMessage} as its generated message and back. */
public final class SiteMessageWire {
  private static final int MAX_CONFIRM_BYTES = 64 * 1024;
  private static final int MAX_CODE_CHARS = 64;

  private SiteMessageWire() {}

  /** Writes the message; {@code signer} is the site's roster index, or 0xFFFE outside a session. */
  public static org.fedval.proto.v1.SiteMessage toProto(SiteMessage message, int signer) {
    return message.match(new Writer(signer)).build();
  }

  /** The message as bytes to store. */
  public static byte[] encode(SiteMessage message, int signer) {
    return toProto(message, signer).toByteArray();
  }

  /** Reads stored bytes; throws {@link MalformedBody} for anything else. */
  public static SiteMessage decode(byte[] stored) {
    try {
      return fromProto(org.fedval.proto.v1.SiteMessage.parseFrom(stored));
    } catch (InvalidProtocolBufferException e) {
      throw new MalformedBody("A stored message cannot be read.");
    }
  }

  /** Reads the message; a broken field rule is INVALID_ARGUMENT. */
  public static SiteMessage fromProto(org.fedval.proto.v1.SiteMessage in) {
    switch (in.getBodyCase()) {
      case STUDY_APPROVAL:
        return new StudyApproved(SignedBlobWire.fromProto(in.getStudyApproval()));
      case ROSTER_APPROVAL:
        return new RosterApproved(SignedBlobWire.fromProto(in.getRosterApproval()));
      case DENIAL:
        String code = in.getDenial().getCode();
        if (code.length() > MAX_CODE_CHARS || !code.matches("[A-Z_]+")) {
          throw WireStatus.invalid("A denial code is 1 to 64 capitals.");
        }
        return new StudyDenied(SignedBlobWire.digest(in.getDenial().getStudy()), code);
      case ADVERTISE:
        return new Advertised(sid(in), SignedBlobWire.fromProto(in.getAdvertise()));
      case SHARE_KEYS:
        return new SharesDealt(
            sid(in),
            SignedBlobWire.fromProto(in.getShareKeys().getShareKeys()),
            SiteInstructionWire.indexed(
                in.getShareKeys().getRowsList(), SiteInstructionWire.MAX_ROW_BYTES));
      case MASKED:
        return new Masked(
            sid(in),
            SignedBlobWire.fromProto(in.getMasked().getManifest()),
            SignedBlobWire.octets(in.getMasked().getConfirmList(), MAX_CONFIRM_BYTES));
      case VOTE:
        return new Voted(sid(in), SignedBlobWire.fromProto(in.getVote()));
      case REVEAL_A:
        return new RevealedA(sid(in), SignedBlobWire.fromProto(in.getRevealA()));
      case REVEAL_B:
        return new RevealedB(sid(in), SignedBlobWire.fromProto(in.getRevealB()));
      case COMPLAINT:
        return new Complained(sid(in), SignedBlobWire.fromProto(in.getComplaint()));
      case ABORT_VOTE:
        return new AbortVoted(sid(in), SignedBlobWire.fromProto(in.getAbortVote()));
      case BODY_NOT_SET:
        break;
    }
    throw WireStatus.invalid("A message of a newer version; update this coordinator.");
  }

  private static Sha256Digest sid(org.fedval.proto.v1.SiteMessage in) {
    return SignedBlobWire.digest(in.getSession());
  }

  private record Writer(int signer)
      implements SiteMessage.Cases<org.fedval.proto.v1.SiteMessage.Builder>,
          SiteMessage.Steps<org.fedval.proto.v1.SiteMessage.Builder> {

    private static org.fedval.proto.v1.SiteMessage.Builder builder() {
      return org.fedval.proto.v1.SiteMessage.newBuilder();
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder rosterApproved(RosterApproved m) {
      return builder().setRosterApproval(SignedBlobWire.outside(m.approval()));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder studyApproved(StudyApproved m) {
      return builder().setStudyApproval(SignedBlobWire.outside(m.approval()));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder studyDenied(StudyDenied m) {
      return builder()
          .setDenial(
              StudyDenial.newBuilder().setStudy(SignedBlobWire.bytes(m.study())).setCode(m.code()));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder sessionStep(SessionStep m) {
      return m.step(this).setSession(SignedBlobWire.bytes(m.sid()));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder advertised(Advertised s) {
      return builder().setAdvertise(SignedBlobWire.of(s.signed(), signer));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder sharesDealt(SharesDealt s) {
      return builder()
          .setShareKeys(
              ShareKeysUpload.newBuilder()
                  .setShareKeys(SignedBlobWire.of(s.signed(), signer))
                  .addAllRows(SiteInstructionWire.indexed(s.rows())));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder masked(Masked s) {
      return builder()
          .setMasked(
              MaskedUpload.newBuilder()
                  .setManifest(SignedBlobWire.of(s.signed(), signer))
                  .setConfirmList(SignedBlobWire.bytes(s.confirmList())));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder voted(Voted s) {
      return builder().setVote(SignedBlobWire.of(s.signed(), signer));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder revealedA(RevealedA s) {
      return builder().setRevealA(SignedBlobWire.of(s.signed(), signer));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder revealedB(RevealedB s) {
      return builder().setRevealB(SignedBlobWire.of(s.signed(), signer));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder complained(Complained s) {
      return builder().setComplaint(SignedBlobWire.of(s.signed(), signer));
    }

    @Override
    public org.fedval.proto.v1.SiteMessage.Builder abortVoted(AbortVoted s) {
      return builder().setAbortVote(SignedBlobWire.of(s.signed(), signer));
    }
  }
}
