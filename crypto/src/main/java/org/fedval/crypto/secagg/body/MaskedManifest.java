package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingBits;

/** A site's signed hashes of its masked vector, its plaintext commitment and its confirm list. */
public record MaskedManifest(
    Sha256Digest sid,
    Sha256Digest h2,
    int index,
    RingBits ringBits,
    Sha256Digest gateUnitHash,
    Sha256Digest restUnitsHash,
    Sha256Digest plainCommit,
    Sha256Digest confirmHash) {
  public static final String TYPE = "MaskedManifest";

  public MaskedManifest {
    Canonical.index(index);
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .digest(sid)
        .digest(h2)
        .u16(index)
        .u8(ringBits.bits())
        .digest(gateUnitHash)
        .digest(restUnitsHash)
        .digest(plainCommit)
        .digest(confirmHash)
        .toByteArray();
  }

  /** Reads a body. */
  public static MaskedManifest decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    MaskedManifest manifest =
        new MaskedManifest(
            in.digest(),
            in.digest(),
            in.u16(),
            SessionProposal.ringBits(in.u8()),
            in.digest(),
            in.digest(),
            in.digest(),
            in.digest());
    in.end();
    return manifest;
  }
}
