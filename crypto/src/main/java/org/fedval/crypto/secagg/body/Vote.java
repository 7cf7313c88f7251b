package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** A site's vote over the whole transcript so far; an abort vote has h2 and h3 zero. */
public record Vote(
    Sha256Digest sid, Sha256Digest h1, Sha256Digest h2, Sha256Digest h3, int index, VoteKind kind) {
  public static final String TYPE = "Vote";

  public Vote {
    Canonical.index(index);
    requireZeroOnAbort(kind, h2, h3);
  }

  static void requireZeroOnAbort(VoteKind kind, Sha256Digest h2, Sha256Digest h3) {
    Canonical.require(
        kind == VoteKind.COMMIT || h2.equals(Sha256Digest.ZERO) && h3.equals(Sha256Digest.ZERO),
        "An abort names no survivor set.");
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .digest(sid)
        .digest(h1)
        .digest(h2)
        .digest(h3)
        .u16(index)
        .u8(kind.code())
        .toByteArray();
  }

  /** Reads a body. */
  public static Vote decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Vote vote =
        new Vote(
            in.digest(), in.digest(), in.digest(), in.digest(), in.u16(), VoteKind.ofCode(in.u8()));
    in.end();
    return vote;
  }
}
