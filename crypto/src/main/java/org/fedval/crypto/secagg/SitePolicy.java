package org.fedval.crypto.secagg;

/**
 * Floors that a site's operator sets and no study can undercut.
 *
 * @param minSites fewest sites in a sum, at least 3
 * @param minFaults smallest f that the site accepts, at least 1
 * @param minCell fewest patients in a released cell
 */
public record SitePolicy(int minSites, int minFaults, long minCell) {
  public SitePolicy {
    if (minSites < 3 || minFaults < 1 || minCell < 1) {
      throw new IllegalArgumentException(
          "A site policy needs minSites >= 3, minFaults >= 1 and minCell >= 1.");
    }
  }

  /** Three sites, one fault, ten patients. */
  public static SitePolicy defaults() {
    return new SitePolicy(3, 1, 10);
  }
}
