package org.fedval.wire.session;

/** The phase a site reports: all that anybody outside learns of its progress. */
public enum SitePhaseName {
  WAITING("waiting"),
  FETCHING_BUNDLE("fetching the bundle"),
  CHECKING_CANARIES("checking canaries"),
  RUNNING_COHORT("running the cohort"),
  AGGREGATING("aggregating"),
  DONE("done");

  private final String words;

  SitePhaseName(String words) {
    this.words = words;
  }

  /** The phase in words, the same on every screen. */
  public String words() {
    return words;
  }
}
