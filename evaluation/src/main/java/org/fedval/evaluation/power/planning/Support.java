package org.fedval.evaluation.power.planning;

/** Which verdicts a stratum can support. */
public enum Support {
  /** Powered even at Bonferroni's level. */
  CERTIFIABLE("certifiable: yes"),
  /** Powered at the claim's own level, not at Bonferroni's. */
  CERTIFIABLE_UNADJUSTED("certifiable: yes, but not with the family's adjustment"),
  NOT_POWERED("certifiable: no, not powered to certify"),
  /** Fewer patients are expected than a published cell needs. */
  WITHHELD("certifiable: no, would be withheld as too small"),
  /** A report withheld the count. */
  SUPPRESSED("suppressed: fewer than the minimum"),
  NOT_GIVEN("unknown: expected count not given"),
  /** The claim is not judged in levels; there is an estimate with its interval. */
  NOT_JUDGED("no claim here, an estimate only");

  private final String words;

  Support(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Whether a stratum like this gets a verdict other than "not powered to certify". */
  public boolean certifiable() {
    return this == CERTIFIABLE || this == CERTIFIABLE_UNADJUSTED;
  }
}
