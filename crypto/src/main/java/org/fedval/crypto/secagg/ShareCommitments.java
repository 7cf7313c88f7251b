package org.fedval.crypto.secagg;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;

/** The hashes and keys of sections 7.1 to 7.3 that both roles compute from the same inputs. */
final class ShareCommitments {
  private ShareCommitments() {}

  /** {@code leaf_v = H(L("share")||sid||dealer||holder||v||share)}. */
  static Sha256Digest leaf(Sha256Digest sid, int dealer, int holder, int v, byte[] share) {
    return FvcWriter.labelled("share").digest(sid).u16(dealer).u16(holder).u16(v).raw(share).hash();
  }

  /** {@code shareRoot = H(L("share-root")||leaf_0||..)}. */
  static Sha256Digest root(List<Sha256Digest> leaves) {
    FvcWriter out = FvcWriter.labelled("share-root");
    leaves.forEach(out::digest);
    return out.hash();
  }

  /** The root over a whole row of shares. */
  static Sha256Digest rootOf(Sha256Digest sid, int dealer, int holder, List<FieldElement> shares) {
    List<Sha256Digest> leaves = new ArrayList<>();
    for (int v = 0; v < shares.size(); v++) {
      leaves.add(leaf(sid, dealer, holder, v, shares.get(v).encode()));
    }
    return root(leaves);
  }

  /** {@code selfCommit[u] = H(L("self-commit")||sid||i||u||b)}. */
  static Sha256Digest selfCommit(Sha256Digest sid, int site, int unit, FieldElement secret) {
    return FvcWriter.labelled("self-commit")
        .digest(sid)
        .u16(site)
        .u16(unit)
        .raw(secret.encode())
        .hash();
  }

  /** {@code selfKey[u] = Exp(Ext(sid, b), L("self-mask")||i||u, 32)}. */
  static SecretBytes selfKey(Sha256Digest sid, int site, int unit, FieldElement secret) {
    byte[] info = FvcWriter.labelled("self-mask").u16(site).u16(unit).toByteArray();
    return Hkdf.extract(sid.toByteArray(), secret.encode()).expandSecret(info, 32);
  }

  /** {@code unitHash_u = H(L("unit")||sid||i||u||bytes)}. */
  static Sha256Digest unitHash(SessionTerms terms, int site, int unit, RingVector words, int from) {
    MessageDigest digest = Sha256Digest.newSha256();
    digest.update(FvcWriter.labelled("unit").digest(terms.sid()).u16(site).u16(unit).toByteArray());
    words.hashInto(digest, from, terms.unitLength(unit));
    return Sha256Digest.of(digest.digest());
  }

  /** {@code restUnitsHash = H(L("rest-units")||lst(unitHash_1..))}. */
  static Sha256Digest restUnitsHash(SessionTerms terms, int site, RingVector masked) {
    List<Sha256Digest> hashes = new ArrayList<>();
    for (int u = 1; u < terms.units(); u++) {
      hashes.add(unitHash(terms, site, u, masked, terms.unitStart(u)));
    }
    FvcWriter out = FvcWriter.labelled("rest-units");
    return out.list(hashes, out::digest).hash();
  }

  /** {@code L("SharePacket")||sid||h1||dealer||holder||lst(shares)}. */
  static byte[] packet(
      Sha256Digest sid, Sha256Digest h1, int dealer, int holder, List<FieldElement> shares) {
    FvcWriter out = FvcWriter.labelled("SharePacket").digest(sid).digest(h1);
    out.u16(dealer).u16(holder);
    return out.list(shares, share -> out.raw(share.encode())).toByteArray();
  }

  /** {@code L("share-seal")||sid||h1||dealer||holder}, the info of a share box. */
  static byte[] sealInfo(Sha256Digest sid, Sha256Digest h1, int dealer, int holder) {
    return FvcWriter.labelled("share-seal")
        .digest(sid)
        .digest(h1)
        .u16(dealer)
        .u16(holder)
        .toByteArray();
  }

  static FieldElement element(Octets littleEndian) {
    return FieldElement.decode(littleEndian.toByteArray());
  }
}
