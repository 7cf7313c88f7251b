package org.fedval.crypto.sealed.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.sealed.attest.Verdict.Refusal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class AttestationReplayTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});
  private static final Octets MEASUREMENT = Octets.of(new byte[48]);
  private static final SigningKey VENDOR = SigningKey.generate(RANDOM);
  private static final SigningKey NORTH = SigningKey.generate(RANDOM);
  private static final SigningKey SOUTH = SigningKey.generate(RANDOM);
  private static final SealingKey INSIDE = sealingKey();
  private static final AttestationPolicy POLICY =
      new AttestationPolicy(
          List.of(MockPlatform.TYPE),
          List.of(MEASUREMENT),
          List.of(MockPlatform.rootOf(VENDOR)),
          7,
          300,
          true);
  private static final MockPlatform PLATFORM = platform(7, false, true, NOW, MEASUREMENT);

  private final AttestationDesk desk = new AttestationDesk(STUDY, POLICY, List.of(PLATFORM));

  @Test
  void a_sound_platform_is_accepted_once() {
    SignedBody statement = north(desk.challenge("north", RANDOM, NOW), PLATFORM);

    assertThat(desk.judge(statement, "north", NORTH.verifyingKey(), NOW).accepted()).isTrue();
    refused(statement, Refusal.UNKNOWN_NONCE);
  }

  @Test
  void a_nonce_that_this_verifier_did_not_choose_is_refused() {
    refused(north(Octets.of(new byte[32]), PLATFORM), Refusal.UNKNOWN_NONCE);
  }

  @Test
  void evidence_after_ten_minutes_is_refused() {
    SignedBody statement = north(desk.challenge("north", RANDOM, NOW), PLATFORM);
    Instant late = NOW.plusSeconds(601);

    assertThat(desk.judge(statement, "north", NORTH.verifyingKey(), late).refusal())
        .isEqualTo(Refusal.NONCE_EXPIRED);
  }

  @Test
  void evidence_of_another_site_cannot_be_relayed() {
    Octets nonce = desk.challenge("south", RANDOM, NOW);
    SignedBody ofNorth = north(nonce, PLATFORM);
    AttestationStatement honest = AttestationStatement.decode(ofNorth.body());
    SignedBody resigned =
        signed(
            new AttestationStatement(
                nonce, STUDY, "south", SOUTH.verifyingKey(), INSIDE, honest.evidence()),
            SOUTH);

    assertThat(desk.judge(ofNorth, "south", SOUTH.verifyingKey(), NOW).refusal())
        .isEqualTo(Refusal.BAD_SIGNATURE);
    assertThat(desk.judge(resigned, "south", SOUTH.verifyingKey(), NOW).refusal())
        .isEqualTo(Refusal.REPORT_DATA_DIFFERS);
  }

  @Test
  void a_nonce_of_another_site_is_refused() {
    refused(north(desk.challenge("south", RANDOM, NOW), PLATFORM), Refusal.WRONG_SITE);
  }

  /** The vault's key in place of the one generated inside the environment. */
  @Test
  void a_key_outside_the_environment_is_refused() {
    Octets nonce = desk.challenge("north", RANDOM, NOW);
    AttestationStatement honest = AttestationStatement.decode(north(nonce, PLATFORM).body());
    SignedBody swapped =
        signed(
            new AttestationStatement(
                nonce, STUDY, "north", NORTH.verifyingKey(), sealingKey(), honest.evidence()),
            NORTH);
    refused(swapped, Refusal.REPORT_DATA_DIFFERS);
  }

  @Test
  void evidence_for_another_study_is_refused() {
    Octets nonce = desk.challenge("north", RANDOM, NOW);
    AttestationStatement other =
        AttestationStatement.collect(
            PLATFORM, nonce, Sha256Digest.ZERO, "north", NORTH.verifyingKey(), INSIDE);
    refused(signed(other, NORTH), Refusal.WRONG_STUDY);
  }

  @Test
  void a_machine_without_attestation_is_refused() {
    refused(
        north(desk.challenge("north", RANDOM, NOW), AttestationProvider.NONE),
        Refusal.TYPE_NOT_ALLOWED);
    assertThatThrownBy(
            () ->
                new AttestationPolicy(
                    List.of("none"), POLICY.measurements(), POLICY.vendorRoots(), 0, 1, false))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void a_missing_or_failing_verifier_is_a_refusal() {
    AttestationDesk bare = new AttestationDesk(STUDY, POLICY, List.of());
    SignedBody statement = north(bare.challenge("north", RANDOM, NOW), PLATFORM);
    assertThat(bare.judge(statement, "north", NORTH.verifyingKey(), NOW).refusal())
        .isEqualTo(Refusal.NO_VERIFIER);

    Octets nonce = desk.challenge("north", RANDOM, NOW);
    AttestationStatement broken =
        new AttestationStatement(
            nonce,
            STUDY,
            "north",
            NORTH.verifyingKey(),
            INSIDE,
            new Evidence(MockPlatform.TYPE, Octets.empty()));
    refused(signed(broken, NORTH), Refusal.VERIFIER_FAILED);
  }

  @Test
  void every_clause_of_the_policy_can_refuse() {
    SigningKey otherVendor = SigningKey.generate(RANDOM);
    clause(platform(6, false, true, NOW, MEASUREMENT), Refusal.TCB_TOO_OLD);
    clause(platform(7, true, true, NOW, MEASUREMENT), Refusal.DEBUG_MODE);
    clause(platform(7, false, false, NOW, MEASUREMENT), Refusal.GPU_NOT_CONFIDENTIAL);
    clause(platform(7, false, true, NOW.minusSeconds(301), MEASUREMENT), Refusal.REPORT_TOO_OLD);
    clause(platform(7, false, true, NOW, Octets.of(new byte[32])), Refusal.MEASUREMENT_NOT_ALLOWED);
    clause(
        new MockPlatform(otherVendor, claims(7, false, true, NOW, MEASUREMENT)),
        Refusal.UNKNOWN_ROOT);
  }

  @Test
  void the_report_data_binds_every_field() {
    Evidence evidence = new Evidence("tdx", Octets.empty());
    Octets nonce = Octets.of(new byte[32]);
    Octets otherNonce = Octets.of(MockPlatform.rootOf(VENDOR).toByteArray());
    VerifyingKey north = NORTH.verifyingKey();
    List<AttestationStatement> different =
        List.of(
            new AttestationStatement(nonce, STUDY, "a", north, INSIDE, evidence),
            new AttestationStatement(otherNonce, STUDY, "a", north, INSIDE, evidence),
            new AttestationStatement(nonce, Sha256Digest.ZERO, "a", north, INSIDE, evidence),
            new AttestationStatement(nonce, STUDY, "b", north, INSIDE, evidence),
            new AttestationStatement(nonce, STUDY, "a", SOUTH.verifyingKey(), INSIDE, evidence),
            new AttestationStatement(nonce, STUDY, "a", north, sealingKey(), evidence));
    assertThat(different.stream().map(s -> Octets.of(s.reportData())).distinct()).hasSize(6);
    assertThat(different.get(0).reportData()).hasSize(64);
  }

  @Test
  void the_policy_and_the_statement_come_back_from_their_bytes() {
    SignedBody statement = north(Octets.of(new byte[32]), PLATFORM);
    assertThat(AttestationStatement.decode(statement.body()).encode()).isEqualTo(statement.body());
    assertThat(AttestationPolicy.decode(POLICY.encode())).isEqualTo(POLICY);
    assertThat(
            AttestationStatement.gpuNonce(
                Octets.of(new byte[32]), new Evidence("tdx", MEASUREMENT)))
        .isNotEqualTo(
            AttestationStatement.gpuNonce(
                Octets.of(new byte[32]), new Evidence("tdx", Octets.empty())));
  }

  private static void clause(MockPlatform platform, Refusal expected) {
    AttestationDesk its = new AttestationDesk(STUDY, POLICY, List.of(platform));
    SignedBody statement = north(its.challenge("north", RANDOM, NOW), platform);
    assertThat(its.judge(statement, "north", NORTH.verifyingKey(), NOW).refusal())
        .isEqualTo(expected);
  }

  private void refused(SignedBody statement, Refusal expected) {
    Verdict verdict = desk.judge(statement, "north", NORTH.verifyingKey(), NOW);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.refusal()).isEqualTo(expected);
  }

  private static SignedBody north(Octets nonce, AttestationProvider provider) {
    return signed(
        AttestationStatement.collect(provider, nonce, STUDY, "north", NORTH.verifyingKey(), INSIDE),
        NORTH);
  }

  private static SignedBody signed(AttestationStatement statement, SigningKey key) {
    return SignedBody.signOutside(AttestationStatement.TYPE, statement.encode(), key);
  }

  private static MockPlatform platform(
      long version, boolean debug, boolean gpu, Instant reported, Octets measurement) {
    return new MockPlatform(VENDOR, claims(version, debug, gpu, reported, measurement));
  }

  private static Verdict.Claims claims(
      long version, boolean debug, boolean gpu, Instant reported, Octets measurement) {
    return new Verdict.Claims(
        MockPlatform.rootOf(VENDOR), measurement, version, debug, gpu, reported);
  }

  private static SealingKey sealingKey() {
    return new SealingKey(
        X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM)).publicKey(),
        MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM)).encapsulationKey());
  }
}
