package org.fedval.crypto.sealed.attest;

import java.time.Instant;
import java.util.Arrays;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;

/** A vendor, a machine and its verifier in one: the vendor key signs report data and claims. */
final class MockPlatform implements AttestationProvider, AttestationVerifier {
  static final String TYPE = "mock";
  private final SigningKey vendor;
  private final Verdict.Claims claims;

  MockPlatform(SigningKey vendor, Verdict.Claims claims) {
    this.vendor = vendor;
    this.claims = claims;
  }

  static Sha256Digest rootOf(SigningKey vendor) {
    return Sha256Digest.hash(vendor.verifyingKey().toByteArray());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Evidence collect(byte[] nonce, byte[] reportData) {
    byte[] report =
        FvcWriter.labelled("MockReport")
            .raw(reportData)
            .vec(claims.measurement().toByteArray())
            .u64(claims.securityVersion())
            .u8(claims.debug() ? 1 : 0)
            .u8(claims.gpuConfidential() ? 1 : 0)
            .u64(claims.reported().getEpochSecond())
            .toByteArray();
    Octets signature = vendor.sign(SigInput.outside("MockReport", report));
    return new Evidence(TYPE, Octets.of(new FvcWriter().vec(report).raw(signature).toByteArray()));
  }

  @Override
  public Verdict verify(
      Evidence evidence, byte[] expectedReportData, AttestationPolicy policy, Instant now) {
    FvcReader in = FvcReader.unlabelled(evidence.document().toByteArray());
    byte[] report = in.vec(1000);
    Octets signature = in.octets(64);
    in.end();
    if (!vendor.verifyingKey().verifies(SigInput.outside("MockReport", report), signature)) {
      return Verdict.refused(Verdict.Refusal.UNKNOWN_ROOT);
    }
    FvcReader signed = FvcReader.open(report, "MockReport");
    if (!Arrays.equals(signed.raw(64), expectedReportData)) {
      return Verdict.refused(Verdict.Refusal.REPORT_DATA_DIFFERS);
    }
    return Verdict.proved(
        new Verdict.Claims(
            rootOf(vendor),
            Octets.of(signed.vec(64)),
            signed.u64(),
            signed.flag(),
            signed.flag(),
            Instant.ofEpochSecond(signed.u64())));
  }
}
