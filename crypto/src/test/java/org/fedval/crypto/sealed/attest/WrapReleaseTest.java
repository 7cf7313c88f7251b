package org.fedval.crypto.sealed.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.sealed.attest.WrapRefused.Reason;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class WrapReleaseTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SigningKey OWNER = SigningKey.generate(RANDOM);
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final SigningKey NORTH = SigningKey.generate(RANDOM);
  private static final SigningKey STRANGER = SigningKey.generate(RANDOM);
  private static final SigningKey VENDOR = SigningKey.generate(RANDOM);
  private static final SealingKey VAULT = sealingKey();
  private static final SealingKey INSIDE = sealingKey();
  private static final Octets MEASUREMENT = Octets.of(new byte[48]);
  private static final AttestationPolicy POLICY =
      new AttestationPolicy(
          List.of(MockPlatform.TYPE),
          List.of(MEASUREMENT),
          List.of(MockPlatform.rootOf(VENDOR)),
          1,
          300,
          false);
  private static final MockPlatform PLATFORM =
      new MockPlatform(
          VENDOR,
          new Verdict.Claims(MockPlatform.rootOf(VENDOR), MEASUREMENT, 1, false, false, NOW));
  private static final StudyDefinition PLAIN = study(Sha256Digest.ZERO);
  private static final StudyDefinition GUARDED = study(POLICY.hash());
  private static final Roster ROSTER =
      new Roster(
          "r",
          1,
          COORDINATOR.verifyingKey(),
          List.of(
              new Roster.Member(
                  "north",
                  "North",
                  NORTH.verifyingKey(),
                  VAULT.x25519(),
                  Sha256Digest.hash(VAULT.mlKem().toByteArray()))));

  @Test
  void an_approved_roster_site_gets_the_key_in_its_vault() {
    WrapRelease release = new WrapRelease(PLAIN, ROSTER);
    assertThat(release.toVault("north", approval(PLAIN, NORTH), VAULT, NOW)).isEqualTo(VAULT);
  }

  @Test
  void strangers_other_keys_and_unapproved_studies_are_refused() {
    WrapRelease release = new WrapRelease(PLAIN, ROSTER);
    SignedBody approval = approval(PLAIN, NORTH);
    refused(() -> release.toVault("south", approval, VAULT, NOW), Reason.NOT_IN_ROSTER);
    refused(() -> release.toVault("north", approval, INSIDE, NOW), Reason.OTHER_KEY);
    refused(
        () -> release.toVault("north", approval(GUARDED, NORTH), VAULT, NOW), Reason.NOT_APPROVED);
    refused(
        () -> release.toVault("north", approval(PLAIN, STRANGER), VAULT, NOW), Reason.NOT_APPROVED);
    refused(
        () -> release.toVault("north", approval, VAULT, Instant.ofEpochSecond(2_000_000_001)),
        Reason.EXPIRED);
  }

  @Test
  void a_guarded_study_never_closes_its_key_to_a_vault() {
    WrapRelease release = new WrapRelease(GUARDED, ROSTER);
    refused(
        () -> release.toVault("north", approval(GUARDED, NORTH), VAULT, NOW),
        Reason.ATTESTATION_REQUIRED);
  }

  @Test
  void a_guarded_study_closes_its_key_to_the_attested_pair() {
    WrapRelease release = new WrapRelease(GUARDED, ROSTER);
    AttestationDesk desk = new AttestationDesk(GUARDED.hash(), POLICY, List.of(PLATFORM));
    SignedBody statement = statement(desk, PLATFORM);

    assertThat(release.toEnvironment("north", approval(GUARDED, NORTH), statement, desk, NOW))
        .isEqualTo(INSIDE);
    refused(
        () -> release.toEnvironment("north", approval(GUARDED, NORTH), statement, desk, NOW),
        Reason.ATTESTATION_FAILED);
  }

  @Test
  void a_guarded_study_fails_closed() {
    WrapRelease release = new WrapRelease(GUARDED, ROSTER);
    AttestationDesk noVerifier = new AttestationDesk(GUARDED.hash(), POLICY, List.of());
    AttestationDesk otherStudy = new AttestationDesk(PLAIN.hash(), POLICY, List.of(PLATFORM));
    AttestationPolicy weaker =
        new AttestationPolicy(
            POLICY.types(), POLICY.measurements(), POLICY.vendorRoots(), 0, 300, false);
    AttestationDesk otherPolicy = new AttestationDesk(GUARDED.hash(), weaker, List.of(PLATFORM));
    AttestationDesk desk = new AttestationDesk(GUARDED.hash(), POLICY, List.of(PLATFORM));

    refused(environment(release, noVerifier, PLATFORM), Reason.ATTESTATION_FAILED);
    refused(environment(release, otherStudy, PLATFORM), Reason.OTHER_POLICY);
    refused(environment(release, otherPolicy, PLATFORM), Reason.OTHER_POLICY);
    refused(environment(release, desk, AttestationProvider.NONE), Reason.ATTESTATION_FAILED);
    refused(environment(new WrapRelease(PLAIN, ROSTER), desk, PLATFORM), Reason.NOT_APPROVED);
  }

  @Test
  void only_the_owner_signs_the_policy() {
    byte[] body = POLICY.encode();
    SignedBody byOwner = SignedBody.signOutside(AttestationPolicy.TYPE, body, OWNER);
    assertThat(AttestationPolicy.verified(byOwner, OWNER.verifyingKey())).isEqualTo(POLICY);
    assertThatThrownBy(() -> AttestationPolicy.verified(byOwner, STRANGER.verifyingKey()))
        .isInstanceOf(MalformedBody.class);
  }

  private static ThrowingCallable environment(
      WrapRelease release, AttestationDesk desk, AttestationProvider provider) {
    SignedBody statement = statement(desk, provider);
    SignedBody approval = approval(GUARDED, NORTH);
    return () -> release.toEnvironment("north", approval, statement, desk, NOW);
  }

  private static SignedBody statement(AttestationDesk desk, AttestationProvider provider) {
    AttestationStatement statement =
        AttestationStatement.collect(
            provider,
            desk.challenge("north", RANDOM, NOW),
            GUARDED.hash(),
            "north",
            NORTH.verifyingKey(),
            INSIDE);
    return SignedBody.signOutside(AttestationStatement.TYPE, statement.encode(), NORTH);
  }

  private static SignedBody approval(StudyDefinition study, SigningKey by) {
    byte[] body = new StudyApproval(study.hash(), by.verifyingKey()).encode();
    return SignedBody.signOutside(StudyApproval.TYPE, body, by);
  }

  private static void refused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WrapRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static SealingKey sealingKey() {
    return new SealingKey(
        X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM)).publicKey(),
        MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM)).encapsulationKey());
  }

  private static StudyDefinition study(Sha256Digest teePolicyHash) {
    return new StudyDefinition(
        "s",
        1,
        COORDINATOR.verifyingKey(),
        OWNER.verifyingKey(),
        Sha256Digest.ZERO,
        0,
        0,
        1,
        List.of(
            new StudyDefinition.Model(OWNER.verifyingKey(), Sha256Digest.ZERO, Sha256Digest.ZERO)),
        Sha256Digest.ZERO,
        Sha256Digest.ZERO,
        List.of("slot-1"),
        3,
        1,
        10,
        3,
        PrivacyTerms.off(),
        teePolicyHash,
        0,
        false,
        2_000_000_000);
  }
}
