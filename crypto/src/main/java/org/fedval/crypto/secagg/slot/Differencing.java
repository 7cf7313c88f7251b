package org.fedval.crypto.secagg.slot;

/** What a site permits when another study comes to a data set that a study already committed. */
public enum Differencing {
  /** Only over exactly the same survivor set; the default. */
  DENY,
  /**
   * Also if both differences of the survivor sets are empty or have at least {@code max(minSites, f
   * + 2)} sites. Stops two studies from being subtracted, not combinations of five or more.
   */
  PAIRWISE,
  /** Any survivor set, but only if both studies use differential privacy. */
  ALLOW_WITH_PRIVACY
}
