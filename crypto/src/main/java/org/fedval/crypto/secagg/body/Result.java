package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/** The coordinator's signed outcome: hashes of the opened sums, and its place in the log. */
public record Result(
    Sha256Digest sid, Sha256Digest h3, Sha256Digest gateHash, List<UnitSum> sums, long logIndex) {
  public static final String TYPE = "Result";

  public Result {
    sums = Canonical.set(sums, Canonical.MAX_UNITS, UnitSum::unit);
  }

  /** SHA-256 of the little-endian ring words of one opened unit's sum. */
  public record UnitSum(int unit, Sha256Digest sumHash) {}

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h3).digest(gateHash);
    out.list(sums, sum -> out.u16(sum.unit()).digest(sum.sumHash()));
    return out.u64(logIndex).toByteArray();
  }

  /** Reads a body. */
  public static Result decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Result result =
        new Result(
            in.digest(),
            in.digest(),
            in.digest(),
            in.list(
                Canonical.MAX_UNITS,
                Canonical.INDEX_BYTES + Canonical.HASH_BYTES,
                () -> new UnitSum(in.u16(), in.digest())),
            in.u64());
    in.end();
    return result;
  }
}
