package org.fedval.agent.preview;

/**
 * One cell of a contribution.
 *
 * @param name as in the layout, such as {@code nodule/positive/sex=F}
 * @param patients distinct patients of this site in it
 * @param hasAny 1 if this site has any, else 0
 * @param images of this site in it
 * @param numbers how many further numbers of the cell travel in its unit, such as score bins
 * @param mark {@link #BELOW}, {@link #EMPTY} or nothing
 */
public record ContributionRow(
    String name, long patients, long hasAny, long images, int numbers, String mark) {
  /** Fewer patients than the study's minimum cell, and not 0. */
  public static final String BELOW = "below the minimum";

  /** Nobody of this site. */
  public static final String EMPTY = "empty";

  static String mark(long patients, long minimumCell) {
    if (patients == 0) {
      return EMPTY;
    }
    return patients < minimumCell ? BELOW : "";
  }
}
