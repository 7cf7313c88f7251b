package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/** The gate sums as little-endian ring words and the units that may be opened, ascending. */
public record GateResult(
    Sha256Digest sid, Sha256Digest h3, Octets gateSums, List<Integer> allowedUnits) {
  public static final String TYPE = "GateResult";

  private static final int MAX_GATE_BYTES = 8 * 2 * Canonical.MAX_UNITS;

  public GateResult {
    Canonical.require(gateSums.size() <= MAX_GATE_BYTES, "A gate is larger than its limit.");
    allowedUnits = Canonical.set(allowedUnits, Canonical.MAX_UNITS, unit -> unit);
  }

  /** The gate hash that the second reveals name. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h3).vec(gateSums.toByteArray());
    return out.list(allowedUnits, out::u16).toByteArray();
  }

  /** Reads a body. */
  public static GateResult decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    GateResult result =
        new GateResult(
            in.digest(),
            in.digest(),
            Octets.of(in.vec(MAX_GATE_BYTES)),
            in.list(Canonical.MAX_UNITS, 2, in::u16));
    in.end();
    return result;
  }
}
