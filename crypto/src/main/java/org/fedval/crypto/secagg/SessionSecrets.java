package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.SharingPolynomial;

/** All secrets of one site in one session, derived from its 32-byte root (section 7.1). */
final class SessionSecrets {
  private final Sha256Digest sid;
  private final int index;
  private final Hkdf prk;
  private final X25519KeyPair encX;
  private final MlKem encKem;
  private final FieldElement r;
  private final List<FieldElement> b;
  private final MaskKeys maskKeys;

  SessionSecrets(Sha256Digest sid, int index, int units, SecretBytes root) {
    this.sid = sid;
    this.index = index;
    this.prk = Hkdf.extract(sid.toByteArray(), root);
    this.encX = X25519KeyPair.fromScalar(prk.expandSecret(info("enc-x25519").toByteArray(), 32));
    this.encKem =
        MlKem.fromSeed(prk.expandSecret(info("enc-mlkem768").toByteArray(), MlKem.SEED_BYTES));
    this.r = FieldElement.derive(prk, info("r").toByteArray());
    this.b = new ArrayList<>();
    for (int u = 0; u < units; u++) {
      b.add(FieldElement.derive(prk, info("b").u16(u).toByteArray()));
    }
    this.maskKeys = new MaskKeys(sid, index, r);
  }

  private FvcWriter info(String label) {
    return FvcWriter.labelled(label).u16(index);
  }

  X25519KeyPair encX() {
    return encX;
  }

  MlKem encKem() {
    return encKem;
  }

  FieldElement seed() {
    return r;
  }

  /** {@code b[unit]}. */
  FieldElement selfSecret(int unit) {
    return b.get(unit);
  }

  MaskKeys maskKeys() {
    return maskKeys;
  }

  Advertise advertise() {
    List<Sha256Digest> commits = new ArrayList<>();
    for (int u = 0; u < b.size(); u++) {
      commits.add(ShareCommitments.selfCommit(sid, index, u, b.get(u)));
    }
    return new Advertise(
        sid,
        index,
        encX.publicKey(),
        encKem.encapsulationKey(),
        maskKeys.publicX(),
        maskKeys.publicKem(),
        commits);
  }

  /** The sharing polynomials in the order of a row: r first, then every b. */
  List<SharingPolynomial> polynomials(Sha256Digest h1, int threshold) {
    List<SharingPolynomial> polynomials = new ArrayList<>();
    for (int v = 0; v <= b.size(); v++) {
      List<FieldElement> further = new ArrayList<>();
      for (int m = 1; m < threshold; m++) {
        byte[] info = FvcWriter.labelled("coef").digest(h1).u16(index).u16(v).u16(m).toByteArray();
        further.add(FieldElement.derive(prk, info));
      }
      polynomials.add(SharingPolynomial.of(v == 0 ? r : b.get(v - 1), further));
    }
    return polynomials;
  }

  @Override
  public String toString() {
    return "SessionSecrets[redacted]";
  }
}
