package org.fedval.crypto.sealed.attest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.attest.Verdict.Refusal;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What the model owner demands of a machine, signed by the owner; a study pins it by {@code
 * teePolicyHash}. Debug mode is never allowed, and "none" is never an allowed type.
 *
 * @param types kinds of evidence, ascending
 * @param measurements allowed launch measurements, 1 to 64 bytes each
 * @param vendorRoots SHA-256 of the vendor roots that a chain may end in
 * @param minSecurityVersion lowest TCB or SVN number
 * @param maxAgeSeconds oldest report, 1 to 86400 seconds
 * @param gpuConfidential whether the GPU must run in confidential mode
 */
public record AttestationPolicy(
    List<String> types,
    List<Octets> measurements,
    List<Sha256Digest> vendorRoots,
    long minSecurityVersion,
    long maxAgeSeconds,
    boolean gpuConfidential) {
  public static final String TYPE = "AttestationPolicy";
  private static final int MAX_ITEMS = 64;
  private static final int MAX_MEASUREMENT_BYTES = 64;
  private static final long MAX_AGE_SECONDS = 86_400;

  public AttestationPolicy {
    types = List.copyOf(types);
    measurements = List.copyOf(measurements);
    vendorRoots = List.copyOf(vendorRoots);
    requireFilled(types);
    requireFilled(measurements);
    requireFilled(vendorRoots);
    for (int n = 1; n < types.size(); n++) {
      if (types.get(n - 1).compareTo(types.get(n)) >= 0) {
        throw new MalformedBody("The types of an attestation policy must ascend.");
      }
    }
    if (types.contains(NoAttestation.TYPE)) {
      throw new MalformedBody("An attestation policy cannot allow the type none.");
    }
    for (Octets measurement : measurements) {
      if (measurement.isEmpty() || measurement.size() > MAX_MEASUREMENT_BYTES) {
        throw new MalformedBody("A launch measurement must have 1 to 64 bytes.");
      }
    }
    if (maxAgeSeconds < 1 || maxAgeSeconds > MAX_AGE_SECONDS) {
      throw new MalformedBody("The largest age of a report must be 1 to 86400 seconds.");
    }
  }

  /** The policy after the model owner's signature over these exact bytes was checked. */
  public static AttestationPolicy verified(SignedBody signed, VerifyingKey owner) {
    return decode(signed.verifiedBody(owner, TYPE, Sha256Digest.ZERO, SigInput.OUTSIDE));
  }

  /** Judges what a platform proved; every clause must hold. */
  Verdict judge(Verdict.Claims claims, Instant now) {
    if (!vendorRoots.contains(claims.vendorRoot())) {
      return Verdict.refused(Refusal.UNKNOWN_ROOT);
    }
    if (!measurements.contains(claims.measurement())) {
      return Verdict.refused(Refusal.MEASUREMENT_NOT_ALLOWED);
    }
    if (claims.debug()) {
      return Verdict.refused(Refusal.DEBUG_MODE);
    }
    if (claims.securityVersion() < minSecurityVersion) {
      return Verdict.refused(Refusal.TCB_TOO_OLD);
    }
    Duration age = Duration.between(claims.reported(), now);
    if (age.abs().compareTo(Duration.ofSeconds(maxAgeSeconds)) > 0) {
      return Verdict.refused(Refusal.REPORT_TOO_OLD);
    }
    if (gpuConfidential && !claims.gpuConfidential()) {
      return Verdict.refused(Refusal.GPU_NOT_CONFIDENTIAL);
    }
    return Verdict.proved(claims);
  }

  /** SHA-256 of the body: the study's {@code teePolicyHash}. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    return out.list(types, out::text)
        .list(measurements, m -> out.vec(m.toByteArray()))
        .list(vendorRoots, out::digest)
        .u64(minSecurityVersion)
        .u64(maxAgeSeconds)
        .u8(gpuConfidential ? 1 : 0)
        .toByteArray();
  }

  /** Reads a body. */
  public static AttestationPolicy decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    AttestationPolicy policy =
        new AttestationPolicy(
            in.list(MAX_ITEMS, 4, in::text),
            in.list(MAX_ITEMS, 4, () -> Octets.of(in.vec(MAX_MEASUREMENT_BYTES))),
            in.list(MAX_ITEMS, Sha256Digest.BYTES, in::digest),
            in.u64(),
            in.u64(),
            in.flag());
    in.end();
    return policy;
  }

  private static void requireFilled(List<?> items) {
    if (items.isEmpty() || items.size() > MAX_ITEMS || Set.copyOf(items).size() != items.size()) {
      throw new MalformedBody(
          "A list of an attestation policy must name 1 to 64 things once each.");
    }
  }
}
