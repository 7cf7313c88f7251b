package org.fedval.crypto.sealed.attest;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.attest.Verdict.Refusal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jspecify.annotations.Nullable;

/**
 * The verifier's side for one study: hands out nonces and judges what comes back. A nonce serves
 * one site once and for {@link #NONCE_LIFE}; whatever is missing, unknown or throws is a refusal.
 * Nonces live in memory: after a restart every site asks again. Not thread-safe.
 */
public final class AttestationDesk {
  /** How long a nonce is good. */
  public static final Duration NONCE_LIFE = Duration.ofMinutes(10);

  private static final int MAX_OPEN_NONCES = 10_000;

  private final Sha256Digest studyHash;
  private final AttestationPolicy policy;
  private final Map<String, AttestationVerifier> verifiers = new HashMap<>();
  private final Map<Octets, Issued> open = new HashMap<>();

  private record Issued(String siteId, Instant at) {}

  /** A desk for the study whose {@code teePolicyHash} is {@code policy.hash()}. */
  public AttestationDesk(
      Sha256Digest studyHash, AttestationPolicy policy, List<AttestationVerifier> verifiers) {
    this.studyHash = studyHash;
    this.policy = policy;
    verifiers.forEach(v -> this.verifiers.put(v.type(), v));
  }

  /** Whether this desk judges by the policy that the study pins. */
  boolean isFor(Sha256Digest study, Sha256Digest policyHash) {
    return studyHash.equals(study) && policy.hash().equals(policyHash);
  }

  /** A fresh nonce for one site. */
  public Octets challenge(String siteId, SecureRandom random, Instant now) {
    open.values().removeIf(issued -> expired(issued, now));
    if (open.size() >= MAX_OPEN_NONCES) {
      throw new IllegalStateException("Too many attestation nonces are open; try again later.");
    }
    byte[] nonce = new byte[AttestationStatement.NONCE_BYTES];
    random.nextBytes(nonce);
    Octets challenge = Octets.of(nonce);
    open.put(challenge, new Issued(siteId, now));
    return challenge;
  }

  /**
   * Judges a signed {@link AttestationStatement} of the site whose roster entry has {@code
   * identity}. Only an accepted verdict allows a key wrap, and only to the statement's pair.
   */
  public Verdict judge(SignedBody signed, String siteId, VerifyingKey identity, Instant now) {
    if (!signed.isSignedOutsideBy(identity, AttestationStatement.TYPE)) {
      return Verdict.refused(Refusal.BAD_SIGNATURE);
    }
    AttestationStatement statement;
    try {
      statement = AttestationStatement.decode(signed.body());
    } catch (MalformedBody e) {
      return Verdict.refused(Refusal.BAD_SIGNATURE);
    }
    Issued issued = open.remove(statement.nonce());
    Refusal early = bindings(statement, issued, siteId, identity, now);
    return early != null ? Verdict.refused(early) : evidence(statement, now);
  }

  private @Nullable Refusal bindings(
      AttestationStatement statement,
      @Nullable Issued issued,
      String siteId,
      VerifyingKey identity,
      Instant now) {
    if (issued == null) {
      return Refusal.UNKNOWN_NONCE;
    }
    if (expired(issued, now)) {
      return Refusal.NONCE_EXPIRED;
    }
    if (!statement.studyHash().equals(studyHash)) {
      return Refusal.WRONG_STUDY;
    }
    boolean sameSite =
        issued.siteId().equals(siteId)
            && statement.siteId().equals(siteId)
            && statement.identity().equals(identity);
    return sameSite ? null : Refusal.WRONG_SITE;
  }

  private Verdict evidence(AttestationStatement statement, Instant now) {
    String type = statement.evidence().type();
    if (!policy.types().contains(type)) {
      return Verdict.refused(Refusal.TYPE_NOT_ALLOWED);
    }
    AttestationVerifier verifier = verifiers.get(type);
    if (verifier == null) {
      return Verdict.refused(Refusal.NO_VERIFIER);
    }
    Verdict verdict;
    try {
      verdict = verifier.verify(statement.evidence(), statement.reportData(), policy, now);
    } catch (RuntimeException e) {
      return Verdict.refused(Refusal.VERIFIER_FAILED);
    }
    Verdict.Claims claims = verdict.claims();
    return claims == null ? verdict : policy.judge(claims, now);
  }

  private static boolean expired(Issued issued, Instant now) {
    return now.isBefore(issued.at()) || now.isAfter(issued.at().plus(NONCE_LIFE));
  }
}
