package org.fedval.coordinator.site;

import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.EnrollmentToken;

/**
 * What a consortium administrator does with sites, from the command line and from the pages: the
 * same checks, the same words, the same notices to the sites. Thread-safe.
 */
public final class SiteOffice {
  private final Enrolment enrolment;
  private final RosterBook rosters;
  private final Revocation revocation;
  private final Notices notices;

  /**
   * Whom to tell.
   *
   * @param roster that a version was published
   * @param hangUp that a site's stream ends
   */
  public record Notices(Consumer<SignedBody> roster, Consumer<String> hangUp) {}

  public SiteOffice(
      Enrolment enrolment, RosterBook rosters, Revocation revocation, Notices notices) {
    this.enrolment = enrolment;
    this.rosters = rosters;
    this.revocation = revocation;
    this.notices = notices;
  }

  /** What cannot be done, for whoever asked. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    Refused(String code, String sentence) {
      super(sentence);
      this.code = code;
    }

    public String code() {
      return code;
    }

    public String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /** Makes an enrolment token for one site. */
  public EnrollmentToken createToken(String siteId) throws Refused {
    if (!Enrolment.isSiteId(siteId)) {
      throw new Refused("SITE_ID", "A site id is 1 to 64 characters of a-z, 0-9 and '-'.");
    }
    return enrolment
        .createToken(siteId)
        .orElseThrow(
            () ->
                new Refused(
                    "REVOKED",
                    "This site was revoked and its id never comes back; choose another site id."));
  }

  /** Publishes a roster version of all enrolled sites and tells them. */
  public SignedBody publishRoster(String rosterId) throws Refused {
    if (!Enrolment.isSiteId(rosterId)) {
      throw new Refused("ROSTER_ID", "A roster id is 1 to 64 characters of a-z, 0-9 and '-'.");
    }
    SignedBody roster =
        rosters
            .publish(rosterId)
            .orElseThrow(
                () -> new Refused("NO_SITES", "No site is enrolled yet; enrol sites first."));
    notices.roster().accept(roster);
    return roster;
  }

  /**
   * Takes a site out for good, ends its streams and publishes a roster without it.
   *
   * @return the new roster version; empty when there was none before, or nobody is left
   */
  public Optional<SignedBody> revoke(String siteId) throws Refused {
    Revocation.Revoked revoked =
        revocation
            .revoke(siteId)
            .orElseThrow(
                () ->
                    new Refused(
                        "NO_SITE",
                        "No site of this id is enrolled; 'fedval roster show' lists them."));
    notices.hangUp().accept(siteId);
    revoked.roster().ifPresent(notices.roster());
    return revoked.roster();
  }
}
