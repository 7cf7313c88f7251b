package org.fedval.wire.mtls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * What an operator of the coordinator hands to one site, once: the right to enroll, and what pins
 * the first connection. Text form {@code fedval1:SITE:TOKEN:PIN:KEY:CHECK} with base32 parts; CHECK
 * finds typing errors and protects nothing. Secret: whoever holds it can enroll as the site.
 */
public final class EnrollmentToken {
  /** Random bytes in a token. */
  public static final int SECRET_BYTES = 32;

  private static final String VERSION = "fedval1";
  private static final int PARTS = 6;
  private static final int CHECK_BYTES = 5;
  private static final int MAX_TEXT = 512;

  private final String siteId;
  private final byte[] secret;
  private final Sha256Digest issuingPin;
  private final VerifyingKey coordinatorKey;

  private EnrollmentToken(
      String siteId, byte[] secret, Sha256Digest issuingPin, VerifyingKey coordinatorKey) {
    this.siteId = PeerIdentity.site(siteId).id();
    this.secret = secret;
    this.issuingPin = issuingPin;
    this.coordinatorKey = coordinatorKey;
  }

  /**
   * Draws a new token.
   *
   * @param siteId the one site that may use it
   * @param issuingPin H(SPKI) of the coordinator's issuing certificate
   * @param coordinatorKey CK, which signs rosters and studies
   */
  public static EnrollmentToken create(
      String siteId, Sha256Digest issuingPin, VerifyingKey coordinatorKey, SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new EnrollmentToken(siteId, secret, issuingPin, coordinatorKey);
  }

  /**
   * Reads the text form; spaces and line breaks that copying added are ignored.
   *
   * @throws CredentialsException in one sentence when anything is missing or mistyped
   */
  public static EnrollmentToken parse(String text) throws CredentialsException {
    if (text.length() > MAX_TEXT) {
      throw new CredentialsException(
          "This is not an enrolment token: it is too long; copy the line that the coordinator"
              + " printed.");
    }
    String compact = text.replaceAll("\\s", "");
    String[] parts = compact.split(":", -1);
    if (parts.length != PARTS || !parts[0].toLowerCase(Locale.ROOT).equals(VERSION)) {
      throw new CredentialsException(
          "This is not an enrolment token: it must begin with fedval1: and have six parts; copy the"
              + " whole line that the coordinator printed.");
    }
    Optional<byte[]> secret = Base32Text.decode(parts[2], SECRET_BYTES);
    Optional<byte[]> pin = Base32Text.decode(parts[3], Sha256Digest.BYTES);
    Optional<byte[]> key = Base32Text.decode(parts[4], VerifyingKey.BYTES);
    String body = compact.substring(0, compact.lastIndexOf(':'));
    if (secret.isEmpty() || pin.isEmpty() || key.isEmpty() || !check(body).equals(parts[5])) {
      throw mistyped();
    }
    try {
      return new EnrollmentToken(
          parts[1], secret.get(), Sha256Digest.of(pin.get()), VerifyingKey.of(key.get()));
    } catch (MalformedBody | IllegalArgumentException invalid) {
      throw mistyped();
    }
  }

  /** The text form, to be shown once to the person who asked for it. */
  public String reveal() {
    String body =
        String.join(
            ":",
            VERSION,
            siteId,
            Base32Text.encode(secret),
            Base32Text.encode(issuingPin.toByteArray()),
            Base32Text.encode(coordinatorKey.toByteArray()));
    return body + ":" + check(body);
  }

  public String siteId() {
    return siteId;
  }

  /** The secret bytes, sent beside the signed request on the pinned channel. */
  public byte[] secret() {
    return secret.clone();
  }

  /** H(token): all that the coordinator stores, and what the signed request holds. */
  public Sha256Digest hash() {
    return hash(secret);
  }

  public static Sha256Digest hash(byte[] secret) {
    return Sha256Digest.hash(secret);
  }

  public Sha256Digest issuingPin() {
    return issuingPin;
  }

  public VerifyingKey coordinatorKey() {
    return coordinatorKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnrollmentToken that
        && MessageDigest.isEqual(secret, that.secret)
        && siteId.equals(that.siteId)
        && issuingPin.equals(that.issuingPin)
        && coordinatorKey.equals(that.coordinatorKey);
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "EnrollmentToken[redacted]";
  }

  private static CredentialsException mistyped() {
    return new CredentialsException(
        "The enrolment token has a typing error; copy the whole line that the coordinator"
            + " printed.");
  }

  private static String check(String body) {
    byte[] hash = Sha256Digest.hash(body.getBytes(StandardCharsets.UTF_8)).toByteArray();
    return Base32Text.encode(Arrays.copyOf(hash, CHECK_BYTES));
  }
}
