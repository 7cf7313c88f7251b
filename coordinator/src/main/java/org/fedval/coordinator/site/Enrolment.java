package org.fedval.coordinator.site;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.EnrollmentToken;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TokenRecord;

/**
 * Makes a token holder a site: checks the token, the signed request and the certificate request,
 * burns the token and issues the first certificate. Thread-safe.
 */
public final class Enrolment {
  private static final Pattern SITE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final SiteRepository sites;
  private final TokenRepository tokens;
  private final CertificateAuthority authority;
  private final VerifyingKey coordinatorKey;
  private final Clock clock;
  private final SecureRandom random;

  public Enrolment(
      SiteRepository sites,
      TokenRepository tokens,
      CertificateAuthority authority,
      VerifyingKey coordinatorKey,
      Clock clock,
      SecureRandom random) {
    this.sites = sites;
    this.tokens = tokens;
    this.authority = authority;
    this.coordinatorKey = coordinatorKey;
    this.clock = clock;
    this.random = random;
  }

  /** How an attempt ended. */
  public sealed interface Outcome {
    /** The certificate with its issuer. */
    record Enrolled(List<X509Certificate> chain) implements Outcome {}

    /** Why not, for the person who enrols. */
    record Refused(String code, String sentence) implements Outcome {}
  }

  /** True for 1 to 64 characters of a-z, 0-9 and '-'. */
  public static boolean isSiteId(String siteId) {
    return SITE_ID.matcher(siteId).matches();
  }

  /**
   * Makes a token for one site and stores its hash; empty when the site is enrolled already.
   *
   * @throws IllegalArgumentException when {@code siteId} is none
   */
  public Optional<EnrollmentToken> createToken(String siteId) {
    if (!isSiteId(siteId)) {
      throw new IllegalArgumentException("A site id is 1 to 64 characters of a-z, 0-9 and '-'.");
    }
    if (sites.find(siteId).isPresent()) {
      return Optional.empty();
    }
    EnrollmentToken token =
        EnrollmentToken.create(siteId, authority.issuingPin(), coordinatorKey, random);
    tokens.add(
        token.hash().toByteArray(), siteId, TokenRecord.of(token, clock.instant()).expires());
    return Optional.of(token);
  }

  /** A name that a roster can carry, or no roster could be published any more. */
  private static boolean isOrganisation(String organisation) {
    try {
      return !organisation.isBlank()
          && FvcText.check(organisation).chars().noneMatch(Character::isISOControl);
    } catch (MalformedBody e) {
      return false;
    }
  }

  /** Enrols, or says why not; nothing is stored then. */
  public Outcome enrol(SignedBody signed, byte[] tokenSecret, String organisation) {
    EnrollRequest request;
    try {
      request = EnrollRequest.decode(signed.body());
    } catch (MalformedBody e) {
      return new Outcome.Refused("MALFORMED", "The enrolment request is malformed.");
    }
    if (!isOrganisation(organisation)) {
      return new Outcome.Refused(
          "ORGANISATION",
          "The organisation needs a name of at most 256 bytes, in composed characters (NFC) and without control characters.");
    }
    Instant now = clock.instant();
    TokenRecord.Verdict verdict = judge(request, tokenSecret, now);
    if (verdict != TokenRecord.Verdict.ACCEPTED) {
      return new Outcome.Refused("TOKEN_" + verdict.name(), verdict.sentence());
    }
    if (!signed.isSignedOutsideBy(request.identity(), EnrollRequest.TYPE)) {
      return new Outcome.Refused(
          "SIGNATURE", "The enrolment request is not signed by the identity key that it names.");
    }
    if (sites.find(request.siteId()).isPresent()
        || sites.hasOrganisation(organisation)
        || sites.hasIdentity(request.identity().toByteArray())) {
      return new Outcome.Refused(
          "DUPLICATE", "A site of this name, organisation or identity key is enrolled already.");
    }
    try {
      List<X509Certificate> chain =
          authority.issueClient(
              CertificateRequest.parse(request.csr().toByteArray()),
              PeerIdentity.site(request.siteId()));
      EnrolledSite site =
          new EnrolledSite(
              request.siteId(), organisation, request.identity().toByteArray(), signed);
      boolean stored = sites.enrol(request.tokenHash().toByteArray(), site, now);
      return stored
          ? new Outcome.Enrolled(chain)
          : new Outcome.Refused("TOKEN_USED", TokenRecord.Verdict.USED.sentence());
    } catch (CredentialsException e) {
      return new Outcome.Refused("CERTIFICATE_REQUEST", String.valueOf(e.getMessage()));
    }
  }

  private TokenRecord.Verdict judge(EnrollRequest request, byte[] secret, Instant now) {
    return tokens
        .find(request.tokenHash().toByteArray())
        .map(t -> new TokenRecord(t.siteId(), request.tokenHash(), t.expiresAt(), t.used()))
        .map(record -> record.judge(secret, request.siteId(), now))
        .orElse(TokenRecord.Verdict.UNKNOWN);
  }
}
