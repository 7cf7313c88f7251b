package org.fedval.crypto.secagg.body;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;

/** A site's session keys and the commitments to its self-mask secrets, one for every unit. */
public record Advertise(
    Sha256Digest sid,
    int index,
    Octets encX,
    Octets encKem,
    Octets maskX,
    Octets maskKem,
    List<Sha256Digest> selfCommits) {
  public static final String TYPE = "Advertise";

  public Advertise {
    Canonical.index(index);
    encX.requireSize(X25519KeyPair.BYTES, "An X25519 public key");
    encKem.requireSize(MlKem.KEY_BYTES, "An ML-KEM-768 key");
    maskX.requireSize(X25519KeyPair.BYTES, "An X25519 public key");
    maskKem.requireSize(MlKem.KEY_BYTES, "An ML-KEM-768 key");
    Canonical.require(selfCommits.size() <= Canonical.MAX_UNITS, "There are too many commitments.");
    selfCommits = List.copyOf(selfCommits);
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(sid).u16(index);
    out.raw(encX).raw(encKem).raw(maskX).raw(maskKem);
    return out.list(selfCommits, out::digest).toByteArray();
  }

  /** Reads a body. */
  public static Advertise decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Advertise advertise =
        new Advertise(
            in.digest(),
            in.u16(),
            in.octets(X25519KeyPair.BYTES),
            in.octets(MlKem.KEY_BYTES),
            in.octets(X25519KeyPair.BYTES),
            in.octets(MlKem.KEY_BYTES),
            in.list(Canonical.MAX_UNITS, Canonical.HASH_BYTES, in::digest));
    in.end();
    return advertise;
  }
}
