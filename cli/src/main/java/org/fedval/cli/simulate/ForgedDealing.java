package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.ShareRow;

/**
 * Rows of a dealer that gives every holder random shares: each row is well-formed and matches its
 * signed root, so no holder can complain, and no t of them give what the dealer committed to.
 */
final class ForgedDealing {
  private static final int SHARE_BYTES = 32;
  private static final byte BELOW_PRIME = 0x3F;

  private final ShareKeys honest;
  private final Map<Integer, byte[]> bodies;

  ForgedDealing(ShareKeys honest, Map<Integer, byte[]> bodies) {
    this.honest = honest;
    this.bodies = Map.copyOf(bodies);
  }

  Map<Integer, ShareRow> rows(Map<Integer, ShareRow> honestRows, Random dice) {
    SeededBytes random = new SeededBytes(dice.nextLong(), "forged dealing");
    Map<Integer, ShareRow> rows = new HashMap<>();
    honest
        .rows()
        .forEach(
            ref -> {
              ShareRow row = honestRows.get(ref.holder());
              if (row != null) {
                rows.put(ref.holder(), row(ref.holder(), row, random));
              }
            });
    return rows;
  }

  private ShareRow row(int holder, ShareRow honestRow, SeededBytes random) {
    List<byte[]> shares = new ArrayList<>();
    Advertise any = Advertise.decode(bodies.values().iterator().next());
    for (int v = 0; v <= any.selfCommits().size(); v++) {
      byte[] share = new byte[SHARE_BYTES];
      random.nextBytes(share);
      share[SHARE_BYTES - 1] &= BELOW_PRIME;
      shares.add(share);
    }
    Sha256Digest root = root(holder, shares);
    byte[] peer = bodies.get(holder);
    if (holder == honest.index() || peer == null) {
      return new ShareRow(root, Octets.empty(), Octets.empty());
    }
    Advertise keys = Advertise.decode(peer);
    FvcWriter packet = named("SharePacket", holder);
    packet.list(shares, packet::raw);
    byte[] box =
        HybridSeal.seal(
            keys.encX(),
            keys.encKem(),
            named("share-seal", holder).toByteArray(),
            root.toByteArray(),
            packet.toByteArray(),
            random);
    return new ShareRow(root, honestRow.kemCiphertext(), Octets.of(box));
  }

  private Sha256Digest root(int holder, List<byte[]> shares) {
    FvcWriter root = FvcWriter.labelled("share-root");
    for (int v = 0; v < shares.size(); v++) {
      root.digest(
          FvcWriter.labelled("share")
              .digest(honest.sid())
              .u16(honest.index())
              .u16(holder)
              .u16(v)
              .raw(shares.get(v))
              .hash());
    }
    return root.hash();
  }

  private FvcWriter named(String label, int holder) {
    return FvcWriter.labelled(label)
        .digest(honest.sid())
        .digest(honest.h1())
        .u16(honest.index())
        .u16(holder);
  }
}
