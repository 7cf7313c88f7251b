package org.fedval.wire.study;

/**
 * The least protection that a plan may ask for, from the number of sites in the roster.
 *
 * @param corruptSites f: {@code max(1, floor((n-1)/3))} up to 256 sites, {@code floor(n/4)} above
 */
public record DisclosureDefaults(int corruptSites) {
  public static final int MINIMUM_CELL = 10;
  public static final int MINIMUM_SITES = 3;
  private static final int COMPLETE_GRAPH_SITES = 256;

  /**
   * @param rosterSize number of sites, 1 or more
   */
  public static DisclosureDefaults forRoster(int rosterSize) {
    if (rosterSize < 1) {
      throw new IllegalArgumentException("A roster has at least one site.");
    }
    return new DisclosureDefaults(
        rosterSize <= COMPLETE_GRAPH_SITES ? Math.max(1, (rosterSize - 1) / 3) : rosterSize / 4);
  }

  /** Two honest sites beside f corrupt ones, and never fewer than three: {@code max(3, f + 2)}. */
  public static int minimumContributors(int corruptSites) {
    return Math.max(3, corruptSites + 2);
  }
}
