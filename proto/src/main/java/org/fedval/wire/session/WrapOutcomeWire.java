package org.fedval.wire.session;

import org.fedval.proto.v1.Refusal;
import org.fedval.proto.v1.WrapReply;
import org.fedval.wire.rpc.WireStatus;
import org.fedval.wire.session.WrapOutcome.Released;
import org.fedval.wire.session.WrapOutcome.Withheld;

/** {@link WrapOutcome} as a {@link WrapReply} and back. */
public final class WrapOutcomeWire {
  private WrapOutcomeWire() {}

  /** Writes the message. */
  public static WrapReply toProto(WrapOutcome outcome) {
    WrapReply.Builder out = WrapReply.newBuilder();
    if (outcome instanceof Released released) {
      out.setWrap(SignedBlobWire.outside(released.wrap()));
    } else if (outcome instanceof Withheld withheld) {
      out.setRefused(
          Refusal.newBuilder().setCode(withheld.code()).setSentence(withheld.sentence()));
    }
    return out.build();
  }

  /** Reads the message; a broken field rule is INVALID_ARGUMENT. */
  public static WrapOutcome fromProto(WrapReply in) {
    switch (in.getOutcomeCase()) {
      case WRAP:
        return new Released(SignedBlobWire.fromProto(in.getWrap()));
      case REFUSED:
        return new Withheld(in.getRefused().getCode(), in.getRefused().getSentence());
      case OUTCOME_NOT_SET:
        break;
    }
    throw WireStatus.invalid("An answer of a newer version; update this agent.");
  }
}
