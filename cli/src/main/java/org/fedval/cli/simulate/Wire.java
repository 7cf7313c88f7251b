package org.fedval.cli.simulate;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * The simulated network: hands over what it made from the encoded bytes, counts them for each site
 * and hashes everything in the order in which the coordinator sends and receives it. Bodies,
 * signatures, rows, vectors and confirm lists count; framing and TLS do not. Sites may receive at
 * the same time; sending is the coordinator's thread only.
 */
final class Wire {
  private final long[] up;
  private final long[] down;
  private final boolean shareBodies;
  private final MessageDigest everything = Sha256Digest.newSha256();

  /**
   * @param shareBodies hand one object with its hash to all sites, instead of a copy each
   */
  Wire(int sites, boolean shareBodies) {
    this.up = new long[sites];
    this.down = new long[sites];
    this.shareBodies = shareBodies;
  }

  long up(int site) {
    return up[site];
  }

  long down(int site) {
    return down[site];
  }

  /** SHA-256 of all messages so far, both directions. */
  String transcript() {
    try {
      return Sha256Digest.of(((MessageDigest) everything.clone()).digest()).hex();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("The JDK's SHA-256 can be cloned.", e);
    }
  }

  /** A site's message as it arrives. */
  Submission send(Submission said) {
    int site = said.site();
    hash(new FvcWriter().u16(site).u8(said.kind().ordinal()).toByteArray());
    hash(said.signed());
    Map<Integer, ShareRow> rows = new HashMap<>();
    said.rows()
        .forEach(
            (holder, row) -> {
              byte[] bytes = row.encode();
              up[site] += bytes.length;
              rows.put(holder, ShareRow.decode(bytes));
            });
    hash(said.vector());
    hash(said.confirms());
    up[site] += size(said.signed()) + said.vector().length + said.confirms().length;
    return new Submission(
        site, said.kind(), copy(said.signed()), rows, said.vector(), said.confirms());
  }

  /** The coordinator is about to send this to many. */
  SignedBody publish(SignedBody signed) {
    hash(signed);
    return signed;
  }

  SignedBody deliver(int site, SignedBody signed) {
    down[site] += size(signed);
    return shareBodies ? signed : copy(signed);
  }

  /** The Advertise bodies of the others; a site has its own. */
  Map<Integer, byte[]> deliverBodies(int site, Map<Integer, byte[]> bodies) {
    Map<Integer, byte[]> others = new HashMap<>(bodies);
    others.remove(site);
    others.values().forEach(body -> down[site] += body.length);
    return others;
  }

  Map<Integer, DealtShare> deliverShares(int site, Map<Integer, DealtShare> dealt) {
    Map<Integer, DealtShare> delivered = new HashMap<>();
    dealt.forEach(
        (dealer, share) -> {
          byte[] row = share.row().encode();
          down[site] += row.length;
          delivered.put(
              dealer, new DealtShare(deliver(site, share.shareKeys()), ShareRow.decode(row)));
        });
    return delivered;
  }

  private void hash(SignedBody signed) {
    hash(signed.body());
    hash(signed.signature());
  }

  private void hash(byte[] bytes) {
    everything.update(new FvcWriter().u32(bytes.length).toByteArray());
    everything.update(bytes);
  }

  private static long size(SignedBody signed) {
    return signed.body().length + (long) signed.signature().length;
  }

  private static SignedBody copy(SignedBody signed) {
    return new SignedBody(signed.body(), signed.signature());
  }
}
