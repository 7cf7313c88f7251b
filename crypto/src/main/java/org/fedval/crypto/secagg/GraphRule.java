package org.fedval.crypto.secagg;

import java.util.List;

/**
 * From which number of sites on shares and masks follow a sparse graph, and its parameters (section
 * 5; exact hypergeometric tails at one third corrupt, 25 % lost and 15 % absent).
 */
record GraphRule(int completeUpTo, List<Row> rows) {
  static final GraphRule STANDARD =
      new GraphRule(
          256,
          List.of(
              new Row(300, 126, 85, 27, 19),
              new Row(400, 146, 98, 31, 23),
              new Row(512, 162, 109, 34, 25),
              new Row(700, 180, 121, 37, 28),
              new Row(1024, 198, 133, 40, 30),
              new Row(2000, 228, 153, 47, 35)));

  GraphRule {
    rows = List.copyOf(rows);
  }

  /**
   * Parameters for at most {@code sites} sites.
   *
   * @param degree k, neighbours of a site
   * @param threshold t_k, shares that open a secret
   * @param lostQuarter most lost sites in k/2 consecutive ring positions if 4f is at most |U1|
   * @param lostThird the same for a larger f
   */
  record Row(int sites, int degree, int threshold, int lostQuarter, int lostThird) {}

  Row rowFor(int sites) {
    return rows.stream()
        .filter(row -> sites <= row.sites())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No graph is defined for so many sites."));
  }

  /** Most holders of one dealer's shares that any U1 of a roster can give. */
  int mostHolders(int rosterSize) {
    return Math.min(rosterSize, Math.max(completeUpTo, rows.get(rows.size() - 1).degree() + 1));
  }
}
