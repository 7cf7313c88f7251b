package org.fedval.wire.mtls;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What the coordinator keeps of a token: never the token itself.
 *
 * @param siteId the one site that may use it
 * @param hash H(token)
 * @param expires valid before this instant
 * @param used whether it has been burned
 */
public record TokenRecord(String siteId, Sha256Digest hash, Instant expires, boolean used) {
  /** How long a token is valid. */
  public static final Duration LIFE = Duration.ofDays(3);

  /** What a presented token is worth. */
  public enum Verdict {
    ACCEPTED("The enrolment token is accepted."),
    UNKNOWN("The enrolment token is not one of this coordinator's; ask its operator for one."),
    OTHER_SITE("The enrolment token was made for another site; ask for one for this site."),
    USED("The enrolment token has been used; ask the coordinator's operator for a new one."),
    EXPIRED("The enrolment token has expired; ask the coordinator's operator for a new one.");

    private final String sentence;

    Verdict(String sentence) {
      this.sentence = sentence;
    }

    /** For the person who enrolls. */
    public String sentence() {
      return sentence;
    }
  }

  public static TokenRecord of(EnrollmentToken token, Instant now) {
    return new TokenRecord(token.siteId(), token.hash(), now.plus(LIFE), false);
  }

  /**
   * Judges a presented token. The hashes are compared in constant time. {@link Verdict#ACCEPTED}
   * still has to be burned in one atomic step of the store, before a certificate is issued.
   *
   * @param secret the bytes that the site sent
   * @param forSite the site id of the signed request
   */
  public Verdict judge(byte[] secret, String forSite, Instant now) {
    byte[] presented = EnrollmentToken.hash(secret).toByteArray();
    if (!MessageDigest.isEqual(presented, hash.toByteArray())) {
      return Verdict.UNKNOWN;
    }
    if (!siteId.equals(forSite)) {
      return Verdict.OTHER_SITE;
    }
    if (used) {
      return Verdict.USED;
    }
    return now.isBefore(expires) ? Verdict.ACCEPTED : Verdict.EXPIRED;
  }

  public TokenRecord burned() {
    return new TokenRecord(siteId, hash, expires, true);
  }
}
