package org.fedval.coordinator.site;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.PeerIdentity;

/**
 * Gives an enrolled site its next certificate: the caller's present certificate, the site id of the
 * request and the enrolled identity key must be one site. Thread-safe.
 */
public final class Renewal {
  /** An older request is refused, so that a kept one is of no use to who stole an old key. */
  public static final Duration FRESH = Duration.ofHours(1);

  private final SiteRepository sites;
  private final IdentityRepository identities;
  private final CertificateAuthority authority;
  private final Clock clock;

  public Renewal(
      SiteRepository sites,
      IdentityRepository identities,
      CertificateAuthority authority,
      Clock clock) {
    this.sites = sites;
    this.identities = identities;
    this.authority = authority;
    this.clock = clock;
  }

  /** Renews, or says why not. */
  public Enrolment.Outcome renew(String callerSiteId, SignedBody signed) {
    EnrollRequest request;
    try {
      request = EnrollRequest.decode(signed.body());
    } catch (MalformedBody e) {
      return refused("MALFORMED", "The renewal request is malformed.");
    }
    if (!request.siteId().equals(callerSiteId)) {
      return refused("OTHER_SITE", "The renewal request names another site than its certificate.");
    }
    Optional<EnrolledSite> site = sites.find(callerSiteId);
    if (site.isEmpty()) {
      return refused(
          "REVOKED", "This site is not enrolled any more; ask the coordinator's operator.");
    }
    if (!Arrays.equals(site.get().identityKey(), request.identity().toByteArray())
        || !signed.isSignedOutsideBy(request.identity(), EnrollRequest.TYPE)) {
      return refused(
          "OTHER_IDENTITY",
          "The renewal request is not signed by the identity key that this site is enrolled with.");
    }
    if (!request.tokenHash().equals(Sha256Digest.ZERO)) {
      return refused("MALFORMED", "A renewal names no token.");
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(request.created()), clock.instant()).abs();
    if (age.compareTo(FRESH) > 0) {
      return refused(
          "CLOCK", "The renewal request is not of this hour; set this computer's clock.");
    }
    try {
      List<X509Certificate> chain =
          authority.issueClient(
              CertificateRequest.parse(request.csr().toByteArray()),
              PeerIdentity.site(callerSiteId));
      identities.renewed(callerSiteId, signed);
      identities.certified(callerSiteId, chain.get(0).getNotAfter().toInstant());
      return new Enrolment.Outcome.Enrolled(chain);
    } catch (CredentialsException e) {
      return refused("CERTIFICATE_REQUEST", String.valueOf(e.getMessage()));
    }
  }

  private static Enrolment.Outcome refused(String code, String sentence) {
    return new Enrolment.Outcome.Refused(code, sentence);
  }
}
