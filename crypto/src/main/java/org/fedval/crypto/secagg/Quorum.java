package org.fedval.crypto.secagg;

/**
 * The numbers that follow from how many sites advertised ({@code |U1|}) and how many corrupt sites
 * are tolerated ({@code f}, absolute). With {@code 2q > |U1| + f} two commit certificates of one
 * session are equal, with {@code q + a > |U1| + f} a commit and an abort exclude each other.
 */
public record Quorum(int sites, int f) {
  public Quorum {
    if (sites < 1 || f < 0) {
      throw new IllegalArgumentException("A quorum needs at least one site and f >= 0.");
    }
  }

  /** The default f for a roster: a third of the others, above 256 sites a quarter of all. */
  public static int defaultFaults(int rosterSize) {
    return rosterSize > 256 ? rosterSize / 4 : Math.max(1, (rosterSize - 1) / 3);
  }

  /** {@code q = floor((|U1| + f) / 2) + 1}: commit votes, and Shamir threshold t. */
  public int votes() {
    return (sites + f) / 2 + 1;
  }

  /** {@code a = |U1| + f + 1 - q}: abort votes. */
  public int abortVotes() {
    return sites + f + 1 - votes();
  }

  /** {@code max(minSites, f + 2)}: fewest sites to go on with after advertising. */
  public int advertiseFloor(int minSites) {
    return Math.max(minSites, f + 2);
  }

  /** {@code max(minSites, f + 2, q)}: fewest survivors, so that two honest vectors are summed. */
  public int survivorFloor(int minSites) {
    return Math.max(advertiseFloor(minSites), votes());
  }
}
