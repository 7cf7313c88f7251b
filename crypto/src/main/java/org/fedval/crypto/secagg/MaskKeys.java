package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Arrays;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;

/**
 * The pairwise mask side of one site, from its seed r alone (section 7.1). The coordinator and the
 * verifying sites run the same code for a dropped site whose r was opened.
 */
final class MaskKeys {
  private final Sha256Digest sid;
  private final int index;
  private final Hkdf prk;
  private final X25519KeyPair x25519;
  private final MlKem mlKem;

  MaskKeys(Sha256Digest sid, int index, FieldElement r) {
    this.sid = sid;
    this.index = index;
    this.prk = Hkdf.extract(sid.toByteArray(), r.encode());
    byte[] xInfo = FvcWriter.labelled("mask-x25519").u16(index).toByteArray();
    byte[] kemInfo = FvcWriter.labelled("mask-mlkem768").u16(index).toByteArray();
    this.x25519 = X25519KeyPair.fromScalar(prk.expandSecret(xInfo, 32));
    this.mlKem = MlKem.fromSeed(prk.expandSecret(kemInfo, MlKem.SEED_BYTES));
  }

  Octets publicX() {
    return x25519.publicKey();
  }

  Octets publicKem() {
    return mlKem.encapsulationKey();
  }

  /** Whether these are the keys that the site advertised. */
  boolean match(Advertise advertise) {
    return publicX().equals(advertise.maskX()) && publicKem().equals(advertise.maskKem());
  }

  /** The encapsulation to a peer with a higher index, with derived randomness. */
  MlKem.Encapsulated encapsulateTo(Advertise peer) {
    byte[] info =
        FvcWriter.labelled("mask-encaps")
            .u16(index)
            .u16(peer.index())
            .digest(Sha256Digest.hash(peer.maskKem().toByteArray()))
            .toByteArray();
    return MlKem.encapsulate(peer.maskKem(), prk.expandSecret(info, 32));
  }

  /** Mask key and confirmation tag with a peer; {@code ciphertext} came from the lower index. */
  PairSecrets pair(Sha256Digest h1, Advertise peer, Octets ciphertext) {
    int low = Math.min(index, peer.index());
    int high = Math.max(index, peer.index());
    byte[] shared = concat(dh(peer), kemSecret(peer, ciphertext));
    Hkdf pairPrk = Hkdf.extract(sid.toByteArray(), shared);
    Arrays.fill(shared, (byte) 0);
    Sha256Digest context =
        FvcWriter.labelled("pair-ctx")
            .digest(sid)
            .digest(h1)
            .u16(low)
            .u16(high)
            .digest(Sha256Digest.hash(ciphertext.toByteArray()))
            .hash();
    byte[] maskInfo = FvcWriter.labelled("pair-mask").digest(context).toByteArray();
    byte[] tagInfo = FvcWriter.labelled("pair-confirm").digest(context).toByteArray();
    return new PairSecrets(
        pairPrk.expandSecret(maskInfo, 32),
        Octets.of(pairPrk.expand(tagInfo, PairSecrets.TAG_BYTES)));
  }

  SecretBytes dh(Advertise peer) {
    return x25519.agree(peer.maskX());
  }

  SecretBytes kemSecret(Advertise peer, Octets ciphertext) {
    if (index > peer.index()) {
      return mlKem.decapsulate(ciphertext);
    }
    MlKem.Encapsulated own = encapsulateTo(peer);
    require(
        own.ciphertext().equals(ciphertext),
        Code.FALSE_GATE,
        "An encapsulation is not the one that its site derived.",
        index);
    return own.secret();
  }

  private static byte[] concat(SecretBytes first, SecretBytes second) {
    byte[] a = first.open(InsecureSecretAccess.get());
    byte[] b = second.open(InsecureSecretAccess.get());
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    Arrays.fill(a, (byte) 0);
    Arrays.fill(b, (byte) 0);
    return both;
  }

  @Override
  public String toString() {
    return "MaskKeys[redacted]";
  }
}
