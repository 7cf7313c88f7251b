package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingBits;

/**
 * The coordinator's offer of one attempt at one slot; its hash is the session id.
 *
 * @param deadlines Unix times in seconds
 * @param earlierCertificates hints: hashes of the certificates of earlier attempts
 */
public record SessionProposal(
    Sha256Digest studyHash,
    String slot,
    long attempt,
    Sha256Digest rosterHash,
    int suite,
    RingBits ringBits,
    int f,
    int minSites,
    Sha256Digest layoutHash,
    List<Integer> unitLengths,
    Deadlines deadlines,
    Sha256Digest nonce,
    List<Sha256Digest> earlierCertificates) {
  public static final String TYPE = "SessionProposal";

  /** The only cipher suite of this version: AES-256-CTR masks, X25519 + ML-KEM-768. */
  public static final int SUITE = 1;

  private static final int MAX_CERTIFICATES = 1024;

  public SessionProposal {
    FvcText.check(slot);
    Canonical.require(
        !unitLengths.isEmpty() && unitLengths.size() <= Canonical.MAX_UNITS,
        "A proposal has 1 to 4096 units.");
    unitLengths = List.copyOf(unitLengths);
    for (int length : unitLengths) {
      Canonical.require(length >= 0, "A unit length is out of range.");
    }
    earlierCertificates = List.copyOf(earlierCertificates);
  }

  /** When the phases end, in Unix seconds. Advisory: a wrong clock costs time, never privacy. */
  public record Deadlines(long advertise, long share, long mask, long expire) {}

  /** The session id. */
  public Sha256Digest sid() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(studyHash).text(slot).u32(attempt);
    out.digest(rosterHash).u16(suite).u8(ringBits.bits()).u16(f).u16(minSites);
    out.digest(layoutHash).list(unitLengths, length -> out.u32(length));
    out.u64(deadlines.advertise()).u64(deadlines.share());
    out.u64(deadlines.mask()).u64(deadlines.expire()).digest(nonce);
    return out.list(earlierCertificates, out::digest).toByteArray();
  }

  /** Reads a body. */
  public static SessionProposal decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    SessionProposal proposal =
        new SessionProposal(
            in.digest(),
            in.text(),
            in.u32(),
            in.digest(),
            in.u16(),
            ringBits(in.u8()),
            in.u16(),
            in.u16(),
            in.digest(),
            in.list(Canonical.MAX_UNITS, 4, () -> unitLength(in.u32())),
            new Deadlines(in.u64(), in.u64(), in.u64(), in.u64()),
            in.digest(),
            in.list(MAX_CERTIFICATES, Canonical.HASH_BYTES, in::digest));
    in.end();
    return proposal;
  }

  private static int unitLength(long length) {
    Canonical.require(length <= Integer.MAX_VALUE, "A unit length is out of range.");
    return (int) length;
  }

  static RingBits ringBits(int bits) {
    try {
      return RingBits.of(bits);
    } catch (IllegalArgumentException e) {
      throw new MalformedBody("Ring words have 32 or 64 bits.");
    }
  }
}
