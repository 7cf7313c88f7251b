package org.fedval.cli.simulate;

import java.util.HashMap;
import java.util.Map;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * The simulated network: hands over copies made from the encoded bytes and counts them for each
 * site. Bodies, signatures, rows, vectors and confirm lists count; framing and TLS do not.
 */
final class Wire {
  private final long[] up;
  private final long[] down;

  Wire(int sites) {
    this.up = new long[sites];
    this.down = new long[sites];
  }

  long up(int site) {
    return up[site];
  }

  long down(int site) {
    return down[site];
  }

  SignedBody send(int site, SignedBody signed) {
    up[site] += size(signed);
    return copy(signed);
  }

  byte[] send(int site, byte[] bytes) {
    up[site] += bytes.length;
    return bytes;
  }

  Map<Integer, ShareRow> send(int site, Map<Integer, ShareRow> rows) {
    Map<Integer, ShareRow> sent = new HashMap<>();
    rows.forEach((holder, row) -> sent.put(holder, ShareRow.decode(send(site, row.encode()))));
    return sent;
  }

  SignedBody deliver(int site, SignedBody signed) {
    down[site] += size(signed);
    return copy(signed);
  }

  /** The Advertise bodies of the others; a site has its own. */
  Map<Integer, byte[]> deliverBodies(int site, Map<Integer, byte[]> bodies) {
    Map<Integer, byte[]> others = new HashMap<>(bodies);
    others.remove(site);
    others.values().forEach(body -> count(down, site, body.length));
    return others;
  }

  Map<Integer, DealtShare> deliverShares(int site, Map<Integer, DealtShare> dealt) {
    Map<Integer, DealtShare> delivered = new HashMap<>();
    dealt.forEach(
        (dealer, share) -> {
          byte[] row = share.row().encode();
          count(down, site, row.length);
          delivered.put(
              dealer, new DealtShare(deliver(site, share.shareKeys()), ShareRow.decode(row)));
        });
    return delivered;
  }

  private static void count(long[] direction, int site, long bytes) {
    direction[site] += bytes;
  }

  private static long size(SignedBody signed) {
    return signed.body().length + (long) signed.signature().length;
  }

  private static SignedBody copy(SignedBody signed) {
    return new SignedBody(signed.body(), signed.signature());
  }
}
