package org.fedval.crypto.secagg;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * Who shares and masks with whom over one U1: everybody, or above 256 sites the neighbours in a
 * random Harary graph that nobody could choose before h1 was fixed (section 5). Immutable.
 */
final class ShareGraph {
  private final SortedSet<Integer> sites;
  private final int threshold;
  private final @Nullable HararyGraph sparse;
  private final int window;
  private final int mostLost;

  private ShareGraph(
      SortedSet<Integer> sites,
      int threshold,
      @Nullable HararyGraph sparse,
      int window,
      int mostLost) {
    this.sites = sites;
    this.threshold = threshold;
    this.sparse = sparse;
    this.window = window;
    this.mostLost = mostLost;
  }

  static ShareGraph over(
      GraphRule rule, Sha256Digest sid, Sha256Digest h1, Set<Integer> u1, int f) {
    SortedSet<Integer> sites = Collections.unmodifiableSortedSet(new TreeSet<>(u1));
    if (sites.size() <= rule.completeUpTo()) {
      return new ShareGraph(sites, new Quorum(sites.size(), f).votes(), null, 0, 0);
    }
    GraphRule.Row row = rule.rowFor(sites.size());
    HararyGraph graph = HararyGraph.derive(sid, h1, sites, row.degree());
    int lost = 4 * f <= sites.size() ? row.lostQuarter() : row.lostThird();
    return new ShareGraph(sites, row.threshold(), graph, row.degree() / 2, lost);
  }

  boolean isComplete() {
    return sparse == null;
  }

  /** Shares that open a secret. */
  int threshold() {
    return threshold;
  }

  /** Who holds a dealer's shares, itself included; also whose shares it holds. */
  SortedSet<Integer> holders(int dealer) {
    if (sparse == null) {
      return sites;
    }
    SortedSet<Integer> holders = sparse.neighbours(dealer);
    holders.add(dealer);
    return holders;
  }

  /** Whether two different sites share a mask and hold each other's shares. */
  boolean adjacent(int a, int b) {
    return a != b && (sparse == null || sparse.adjacent(a, b));
  }

  /**
   * The ring rule: no k/2 consecutive positions of the ring lost more sites than the table allows.
   * Without it a coordinator alone could call all neighbours of one site dropped and read it.
   */
  boolean hides(Set<Integer> survivors) {
    if (sparse == null) {
      return true;
    }
    List<Integer> ring = sparse.permutation();
    int lost = 0;
    for (int p = 0; p < ring.size() + window - 1; p++) {
      lost += survivors.contains(ring.get(p % ring.size())) ? 0 : 1;
      if (p >= window) {
        lost -= survivors.contains(ring.get(p - window)) ? 0 : 1;
      }
      if (lost > mostLost) {
        return false;
      }
    }
    return true;
  }
}
