package org.fedval.coordinator.site;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fedval.coordinator.store.IdentityRepository;
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
 * burns the token and issues a certificate. A site that lost its certificate does the same again
 * with the same identity key, and one that never got the answer asks again with the same token.
 * Thread-safe.
 */
public final class Enrolment {
  private static final Pattern SITE_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final Parts parts;
  private final CertificateAuthority authority;
  private final VerifyingKey coordinatorKey;
  private final Clock clock;
  private final SecureRandom random;

  /** Where sites, tokens and what changes identities are kept. */
  public record Parts(
      SiteRepository sites, TokenRepository tokens, IdentityRepository identities) {}

  public Enrolment(
      Parts parts,
      CertificateAuthority authority,
      VerifyingKey coordinatorKey,
      Clock clock,
      SecureRandom random) {
    this.parts = parts;
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
   * Makes a token for one site and stores its hash; empty when the site was revoked. A site that is
   * enrolled already uses it to get another certificate for the same identity key.
   *
   * @throws IllegalArgumentException when {@code siteId} is none
   */
  public Optional<EnrollmentToken> createToken(String siteId) {
    if (!isSiteId(siteId)) {
      throw new IllegalArgumentException("A site id is 1 to 64 characters of a-z, 0-9 and '-'.");
    }
    if (parts.identities().revoked().contains(siteId)) {
      return Optional.empty();
    }
    EnrollmentToken token =
        EnrollmentToken.create(siteId, authority.issuingPin(), coordinatorKey, random);
    parts
        .tokens()
        .add(token.hash().toByteArray(), siteId, TokenRecord.of(token, clock.instant()).expires());
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
    boolean repeated =
        verdict == TokenRecord.Verdict.USED && isRepeated(request, signed, tokenSecret, now);
    if (verdict != TokenRecord.Verdict.ACCEPTED && !repeated) {
      return new Outcome.Refused("TOKEN_" + verdict.name(), verdict.sentence());
    }
    if (!signed.isSignedOutsideBy(request.identity(), EnrollRequest.TYPE)) {
      return new Outcome.Refused(
          "SIGNATURE", "The enrolment request is not signed by the identity key that it names.");
    }
    Optional<EnrolledSite> before = parts.sites().find(request.siteId());
    Optional<Outcome.Refused> objection = objection(request, organisation, before);
    if (objection.isPresent()) {
      return objection.get();
    }
    try {
      List<X509Certificate> chain =
          authority.issueClient(
              CertificateRequest.parse(request.csr().toByteArray()),
              PeerIdentity.site(request.siteId()));
      if (repeated) {
        parts.identities().renewed(request.siteId(), signed);
        return new Outcome.Enrolled(chain);
      }
      boolean stored =
          before.isPresent()
              ? parts
                  .identities()
                  .enrolAgain(
                      request.tokenHash().toByteArray(),
                      request.siteId(),
                      organisation,
                      signed,
                      now)
              : parts
                  .sites()
                  .enrol(
                      request.tokenHash().toByteArray(),
                      new EnrolledSite(
                          request.siteId(), organisation, request.identity().toByteArray(), signed),
                      now);
      if (stored) {
        Instant ends = chain.get(0).getNotAfter().toInstant();
        parts.identities().certified(request.siteId(), ends);
      }
      return stored
          ? new Outcome.Enrolled(chain)
          : new Outcome.Refused("TOKEN_USED", TokenRecord.Verdict.USED.sentence());
    } catch (CredentialsException e) {
      return new Outcome.Refused("CERTIFICATE_REQUEST", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Whether the site that used the token asks again with it, because the answer never came: the
   * same identity key signed, and nothing else happened to the site since.
   */
  private boolean isRepeated(EnrollRequest request, SignedBody signed, byte[] secret, Instant now) {
    Optional<EnrolledSite> site = parts.sites().find(request.siteId());
    return site.isPresent()
        && Arrays.equals(site.get().identityKey(), request.identity().toByteArray())
        && EnrollRequest.decode(site.get().enrolment().body())
            .tokenHash()
            .equals(request.tokenHash())
        && signed.isSignedOutsideBy(request.identity(), EnrollRequest.TYPE)
        && parts
            .tokens()
            .find(request.tokenHash().toByteArray())
            .map(t -> new TokenRecord(t.siteId(), request.tokenHash(), t.expiresAt(), false))
            .filter(t -> t.judge(secret, request.siteId(), now) == TokenRecord.Verdict.ACCEPTED)
            .isPresent();
  }

  private Optional<Outcome.Refused> objection(
      EnrollRequest request, String organisation, Optional<EnrolledSite> before) {
    byte[] identity = request.identity().toByteArray();
    if (parts.identities().revoked().contains(request.siteId())
        || parts.identities().isSpent(identity)) {
      return Optional.of(
          new Outcome.Refused(
              "REVOKED",
              "This site id or identity key was revoked; agree on a new site id with the"
                  + " coordinator's operator and enrol in an empty folder."));
    }
    if (before.isPresent() && !Arrays.equals(before.get().identityKey(), identity)) {
      return Optional.of(
          new Outcome.Refused(
              "OTHER_IDENTITY",
              "The site %s is enrolled with another identity key; restore keys/identity.pem from a backup, or ask the coordinator's operator to revoke the site and enrol under a new site id."
                  .formatted(request.siteId())));
    }
    if (parts.sites().isOrganisationOfAnother(organisation, request.siteId())
        || (before.isEmpty() && parts.sites().hasIdentity(identity))) {
      return Optional.of(
          new Outcome.Refused(
              "DUPLICATE", "A site of this organisation or identity key is enrolled already."));
    }
    return Optional.empty();
  }

  private TokenRecord.Verdict judge(EnrollRequest request, byte[] secret, Instant now) {
    return parts
        .tokens()
        .find(request.tokenHash().toByteArray())
        .map(t -> new TokenRecord(t.siteId(), request.tokenHash(), t.expiresAt(), t.used()))
        .map(record -> record.judge(secret, request.siteId(), now))
        .orElse(TokenRecord.Verdict.UNKNOWN);
  }
}
