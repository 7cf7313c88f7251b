package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.shamir.FieldElement;

/** The shares that one holder has of every dealer of U2, its own included. */
final class HeldShares {
  private final int holder;
  private final Sha256Digest sid;
  private final SortedMap<Integer, List<FieldElement>> byDealer = new TreeMap<>();

  HeldShares(int holder, Sha256Digest sid) {
    this.holder = holder;
    this.sid = sid;
  }

  void put(int dealer, List<FieldElement> shares) {
    byDealer.put(dealer, shares);
  }

  Set<Integer> dealers() {
    return byDealer.keySet();
  }

  /** A reveal row: shares at the opened positions, leaf hashes everywhere else. */
  Reveal.DealerRow row(int dealer, IntPredicate opened) {
    List<FieldElement> shares = byDealer.getOrDefault(dealer, List.of());
    List<Reveal.Cell> cells = new ArrayList<>();
    for (int v = 0; v < shares.size(); v++) {
      byte[] share = shares.get(v).encode();
      byte[] cell =
          opened.test(v)
              ? share
              : ShareCommitments.leaf(sid, dealer, holder, v, share).toByteArray();
      cells.add(new Reveal.Cell(opened.test(v), Octets.of(cell)));
    }
    return new Reveal.DealerRow(dealer, cells);
  }

  void erase() {
    byDealer.clear();
  }

  @Override
  public String toString() {
    return "HeldShares[redacted]";
  }
}
