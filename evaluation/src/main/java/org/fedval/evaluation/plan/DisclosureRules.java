package org.fedval.evaluation.plan;

/**
 * What may be published.
 *
 * @param minCell smallest number of distinct patients in a published cell, at least 2
 * @param minSites smallest number of sites in any sum, at least 3
 * @param corruptSites f, the absolute number of corrupt sites tolerated
 * @param minContributors smallest number of sites that contribute to a published cell
 */
public record DisclosureRules(int minCell, int minSites, int corruptSites, int minContributors) {
  public DisclosureRules {
    if (minCell < 2 || minSites < 3 || corruptSites < 1 || minContributors < 3) {
      throw new IllegalArgumentException(
          "Disclosure rules need a minimum cell of 2, 3 sites, f of 1 and 3 contributing sites or more.");
    }
  }
}
