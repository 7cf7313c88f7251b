package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/** U3: the sites whose masked vectors make the sum, with their signed manifests. */
public record SurvivorSet(Sha256Digest sid, Sha256Digest h2, List<Survivor> survivors) {
  public static final String TYPE = "SurvivorSet";

  private static final int MAX_MANIFEST_BYTES = 1024;

  public SurvivorSet {
    survivors = Canonical.set(survivors, Canonical.MAX_SITES, Survivor::index);
  }

  /** One survivor: the exact manifest body and its signature. */
  public record Survivor(int index, Octets manifest, Octets signature) {
    public Survivor {
      Canonical.index(index);
      Canonical.require(manifest.size() <= MAX_MANIFEST_BYTES, "A manifest is too large.");
      signature.requireSize(Canonical.SIGNATURE_BYTES, "A signature");
    }

    /** The manifest as it was signed. */
    public SignedBody signedManifest() {
      return SignedBody.of(manifest.toByteArray(), signature);
    }
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).digest(h2);
    return out.list(
            survivors, s -> out.u16(s.index()).vec(s.manifest().toByteArray()).raw(s.signature()))
        .toByteArray();
  }

  /** Reads a body. */
  public static SurvivorSet decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    SurvivorSet set =
        new SurvivorSet(
            in.digest(),
            in.digest(),
            in.list(
                Canonical.MAX_SITES,
                Canonical.INDEX_BYTES + 4 + Canonical.SIGNATURE_BYTES,
                () ->
                    new Survivor(
                        in.u16(),
                        Octets.of(in.vec(MAX_MANIFEST_BYTES)),
                        in.octets(Canonical.SIGNATURE_BYTES))));
    in.end();
    return set;
  }
}
