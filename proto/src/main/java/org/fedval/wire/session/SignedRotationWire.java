package org.fedval.wire.session;

import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.rpc.WireStatus;

/** {@link SignedRotation} in its envelope. */
public final class SignedRotationWire {
  private SignedRotationWire() {}

  /** Writes the message. */
  public static org.fedval.proto.v1.SignedRotation toProto(SignedRotation rotation) {
    return org.fedval.proto.v1.SignedRotation.newBuilder()
        .setByOld(SignedBlobWire.outside(rotation.byOld()))
        .setNewSig(SignedBlobWire.bytes(rotation.byNew().signatureOctets()))
        .build();
  }

  /** Reads the message; the signatures are not checked here. */
  public static SignedRotation fromProto(org.fedval.proto.v1.SignedRotation in) {
    SignedBody byOld = SignedBlobWire.fromProto(in.getByOld());
    if (in.getNewSig().size() != SignedBlobWire.SIGNATURE_BYTES) {
      throw WireStatus.invalid("A signature has 64 bytes.");
    }
    return SignedRotation.of(
        byOld.body(), byOld.signatureOctets(), Octets.of(in.getNewSig().toByteArray()));
  }
}
