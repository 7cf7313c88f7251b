package org.fedval.crypto.secagg;

import java.util.List;

/** Sparse share graphs over few sites; production knows the standard rule only. */
public final class SmallGraphs {
  private SmallGraphs() {}

  /** Above 6 sites each has 6 neighbours, 5 shares open a secret, one site in a window may go. */
  public static SessionTerms sixNeighbours(SessionTerms terms) {
    return terms.withGraph(new GraphRule(6, List.of(new GraphRule.Row(40, 6, 5, 1, 1))));
  }
}
