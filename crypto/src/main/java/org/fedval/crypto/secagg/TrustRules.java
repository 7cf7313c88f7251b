package org.fedval.crypto.secagg;

import java.util.Set;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * The Sybil defence of one site: keys whose fingerprints its operator checked, and how many of them
 * must be among the survivors beside the site itself.
 */
public record TrustRules(Set<VerifyingKey> trusted, int minTrusted) {
  /** The default for {@link #minTrusted}. */
  public static final int DEFAULT_MIN_TRUSTED = 2;

  public TrustRules {
    trusted = Set.copyOf(trusted);
    if (minTrusted < 1) {
      throw new IllegalArgumentException("minTrusted must be at least 1.");
    }
  }

  /** Rule (a): members that nobody vouched for count as corrupt, so at most f of them. */
  void checkStrangers(Set<VerifyingKey> sites, VerifyingKey own, int f) {
    long strangers =
        sites.stream().filter(key -> !key.equals(own) && !trusted.contains(key)).count();
    ProtocolViolation.require(
        strangers <= f,
        ProtocolViolation.Code.UNTRUSTED_ROSTER,
        "More sites take part than f whose fingerprints this site's operator has not checked.");
  }

  /** Rule (b): at least {@link #minTrusted} checked sites beside this one. */
  void checkCompany(Set<VerifyingKey> sites, VerifyingKey own) {
    long company = sites.stream().filter(key -> !key.equals(own) && trusted.contains(key)).count();
    ProtocolViolation.require(
        company >= minTrusted,
        ProtocolViolation.Code.UNTRUSTED_ROSTER,
        "Too few sites whose fingerprints this site's operator has checked take part.");
  }
}
