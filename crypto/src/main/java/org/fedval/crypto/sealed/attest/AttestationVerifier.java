package org.fedval.crypto.sealed.attest;

import java.time.Instant;

/**
 * Judges one kind of evidence against the owner's policy. A plug-in per platform. Whatever it
 * throws counts as a refusal.
 */
public interface AttestationVerifier {
  /** The kind of evidence that this verifier reads. */
  String type();

  /**
   * The measurements that the platform proves, after the vendor chain, the report signature and
   * {@code expectedReportData} (64 bytes) were checked; {@link Verdict#refused} otherwise.
   */
  Verdict verify(
      Evidence evidence, byte[] expectedReportData, AttestationPolicy policy, Instant now);
}
