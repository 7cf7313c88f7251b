package org.fedval.crypto.sealed.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** From the nonce to the opened file key, with the mock platform. */
class AttestedWrapTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final SigningKey OWNER = SigningKey.generate(RANDOM);
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final SigningKey NORTH = SigningKey.generate(RANDOM);
  private static final SigningKey CHIP_VENDOR = SigningKey.generate(RANDOM);
  private static final Octets MEASUREMENT = Octets.of(new byte[48]);
  private static final SecretBytes FILE_KEY = SecretBytes.random(32, RANDOM);

  private final Pair vault = new Pair();
  private final Pair inside = new Pair();
  private final AttestationPolicy policy =
      new AttestationPolicy(
          List.of(MockPlatform.TYPE),
          List.of(MEASUREMENT),
          List.of(MockPlatform.rootOf(CHIP_VENDOR)),
          1,
          300,
          false);
  private final MockPlatform platform =
      new MockPlatform(
          CHIP_VENDOR,
          new Verdict.Claims(MockPlatform.rootOf(CHIP_VENDOR), MEASUREMENT, 1, false, false, NOW));
  private final StudyDefinition study = study(policy.hash());
  private final WrapRelease release =
      new WrapRelease(
          study,
          new Roster(
              "r",
              1,
              COORDINATOR.verifyingKey(),
              List.of(
                  new Roster.Member(
                      "north",
                      "North",
                      NORTH.verifyingKey(),
                      vault.x25519.publicKey(),
                      Sha256Digest.hash(vault.mlKem.encapsulationKey().toByteArray())))));
  private final AttestationDesk desk = new AttestationDesk(study.hash(), policy, List.of(platform));
  private final BundleManifest manifest = manifest();

  @Test
  void the_key_opens_inside_the_attested_environment_and_not_in_the_vault() {
    ModelWrap wrap = wrapTo(attested(statement(inside.key())));

    assertThat(open(wrap, inside).sameAs(FILE_KEY)).isTrue();
    assertThatThrownBy(() -> open(wrap, vault))
        .isInstanceOfSatisfying(
            BundleRefused.class,
            e -> assertThat(e.reason()).isEqualTo(BundleRefused.Reason.WRAP_DOES_NOT_OPEN));
  }

  @Test
  void a_statement_serves_once() {
    SignedBody statement = statement(inside.key());
    attested(statement);

    refused(() -> attested(statement), WrapRefused.Reason.ATTESTATION_FAILED);
  }

  @Test
  void evidence_for_one_key_does_not_serve_another() {
    AttestationStatement honest = AttestationStatement.decode(statement(inside.key()).body());
    AttestationStatement swapped =
        new AttestationStatement(
            honest.nonce(),
            honest.studyHash(),
            honest.siteId(),
            honest.identity(),
            vault.key(),
            honest.evidence());

    refused(() -> attested(signed(swapped)), WrapRefused.Reason.ATTESTATION_FAILED);
  }

  @Test
  void without_a_statement_the_vault_gets_nothing() {
    refused(
        () -> release.toVault("north", approval(), vault.key(), NOW),
        WrapRefused.Reason.ATTESTATION_REQUIRED);
    refused(
        () -> attested(signed(collect(AttestationProvider.NONE, inside.key()))),
        WrapRefused.Reason.ATTESTATION_FAILED);
  }

  private SealingKey attested(SignedBody statement) {
    return release.toEnvironment("north", approval(), statement, desk, NOW);
  }

  private ModelWrap wrapTo(SealingKey key) {
    return KeyWrap.of(study.hash(), manifest, "north").seal(FILE_KEY, key, RANDOM);
  }

  private SecretBytes open(ModelWrap wrap, Pair pair) {
    return KeyWrap.of(study.hash(), manifest, "north").open(wrap, pair.x25519, pair.mlKem);
  }

  private SignedBody statement(SealingKey key) {
    return signed(collect(platform, key));
  }

  private AttestationStatement collect(AttestationProvider provider, SealingKey key) {
    return AttestationStatement.collect(
        provider,
        desk.challenge("north", RANDOM, NOW),
        study.hash(),
        "north",
        NORTH.verifyingKey(),
        key);
  }

  private static SignedBody signed(AttestationStatement statement) {
    return SignedBody.signOutside(AttestationStatement.TYPE, statement.encode(), NORTH);
  }

  private SignedBody approval() {
    byte[] body = new StudyApproval(study.hash(), NORTH.verifyingKey()).encode();
    return SignedBody.signOutside(StudyApproval.TYPE, body, NORTH);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, WrapRefused.Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(WrapRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static BundleManifest manifest() {
    return new BundleManifest(
        Octets.of(new byte[16]),
        Sha256Digest.ZERO,
        Sha256Digest.ZERO,
        1,
        "lesion",
        "1",
        Sha256Digest.ZERO,
        Sha256Digest.ZERO,
        OWNER.verifyingKey(),
        2_000_000_000);
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

  private static final class Pair {
    final X25519KeyPair x25519 = X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM));
    final MlKem mlKem = MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM));

    SealingKey key() {
      return new SealingKey(x25519.publicKey(), mlKem.encapsulationKey());
    }
  }
}
