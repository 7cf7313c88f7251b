package org.fedval.wire.session;

import com.google.protobuf.ByteString;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.SignedBlob;
import org.fedval.wire.rpc.WireStatus;

/** {@link SignedBody} in its envelope. */
public final class SignedBlobWire {
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;
  static final int SIGNATURE_BYTES = 64;

  private SignedBlobWire() {}

  /** A body signed by the coordinator. */
  public static SignedBlob ofCoordinator(SignedBody signed) {
    return of(signed, SigInput.COORDINATOR);
  }

  /** A body signed by somebody outside a session. */
  public static SignedBlob outside(SignedBody signed) {
    return of(signed, SigInput.OUTSIDE);
  }

  /** A body with the roster index of its signer. */
  public static SignedBlob of(SignedBody signed, int signer) {
    return SignedBlob.newBuilder()
        .setBody(ByteString.copyFrom(signed.body()))
        .setSig(ByteString.copyFrom(signed.signature()))
        .setSigner(signer)
        .build();
  }

  /** The exact bytes that travelled; the signature is not checked here. */
  public static SignedBody fromProto(SignedBlob blob) {
    if (blob.getBody().isEmpty() || blob.getBody().size() > MAX_BODY_BYTES) {
      throw WireStatus.invalid("A signed body has 1 byte to 16 MiB.");
    }
    return SignedBody.of(blob.getBody().toByteArray(), signature(blob.getSig()));
  }

  /** A 64-byte signature field beside the body that it covers. */
  static Octets signature(ByteString bytes) {
    if (bytes.size() != SIGNATURE_BYTES) {
      throw WireStatus.invalid("A signature has 64 bytes.");
    }
    return Octets.of(bytes.toByteArray());
  }

  static Octets octets(ByteString bytes, int limit) {
    if (bytes.size() > limit) {
      throw WireStatus.invalid("A field is longer than its limit.");
    }
    return Octets.of(bytes.toByteArray());
  }

  static ByteString bytes(Octets octets) {
    return ByteString.copyFrom(octets.toByteArray());
  }

  /** A 32-byte digest field. */
  public static Sha256Digest digest(ByteString bytes) {
    if (bytes.size() != Sha256Digest.BYTES) {
      throw WireStatus.invalid("A digest has 32 bytes.");
    }
    return Sha256Digest.of(bytes.toByteArray());
  }

  /** A digest as a field. */
  public static ByteString bytes(Sha256Digest digest) {
    return ByteString.copyFrom(digest.toByteArray());
  }
}
