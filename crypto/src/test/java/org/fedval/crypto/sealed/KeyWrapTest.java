package org.fedval.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.BundleRefused.Reason;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class KeyWrapTest {
  private static final SecureRandom RANDOM = Bundles.random(21);
  private static final SigningKey OWNER = SigningKey.generate(RANDOM);
  private static final SigningKey COORDINATOR = SigningKey.generate(RANDOM);
  private static final SigningKey STRANGER = SigningKey.generate(RANDOM);
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});
  private static final SecretBytes FILE_KEY = Bundles.key(4);
  private static final BundleManifest MANIFEST = manifest(Bundles.ID, "1.0");
  private static final Site NORTH = new Site();
  private static final Site SOUTH = new Site();
  private static final ModelWrap WRAP =
      KeyWrap.of(STUDY, MANIFEST, "north").seal(FILE_KEY, NORTH.publicKey(), RANDOM);

  @Test
  void the_named_site_gets_the_key() {
    SecretBytes opened = KeyWrap.of(STUDY, MANIFEST, "north").open(WRAP, NORTH.x25519, NORTH.mlKem);
    assertThat(opened.sameAs(FILE_KEY)).isTrue();
  }

  @Test
  void another_site_is_refused() {
    refused(
        () -> KeyWrap.of(STUDY, MANIFEST, "south").open(WRAP, SOUTH.x25519, SOUTH.mlKem),
        Reason.WRONG_SITE);
    refused(
        () -> KeyWrap.of(STUDY, MANIFEST, "north").open(WRAP, SOUTH.x25519, SOUTH.mlKem),
        Reason.WRAP_DOES_NOT_OPEN);
  }

  @Test
  void a_wrap_renamed_to_another_site_does_not_open() {
    ModelWrap renamed = new ModelWrap(STUDY, Bundles.ID, "south", WRAP.box());
    refused(
        () -> KeyWrap.of(STUDY, MANIFEST, "south").open(renamed, NORTH.x25519, NORTH.mlKem),
        Reason.WRAP_DOES_NOT_OPEN);
  }

  @Test
  void another_study_is_refused() {
    refused(
        () ->
            KeyWrap.of(Sha256Digest.ZERO, MANIFEST, "north").open(WRAP, NORTH.x25519, NORTH.mlKem),
        Reason.WRONG_STUDY);
  }

  @Test
  void another_bundle_is_refused() {
    BundleManifest other = manifest(Octets.of(new byte[16]), "1.0");
    refused(
        () -> KeyWrap.of(STUDY, other, "north").open(WRAP, NORTH.x25519, NORTH.mlKem),
        Reason.WRONG_BUNDLE);
  }

  @Test
  void another_manifest_of_the_same_bundle_is_refused() {
    BundleManifest other = manifest(Bundles.ID, "1.1");
    refused(
        () -> KeyWrap.of(STUDY, other, "north").open(WRAP, NORTH.x25519, NORTH.mlKem),
        Reason.WRAP_DOES_NOT_OPEN);
  }

  @Test
  void owner_and_coordinator_may_sign_a_wrap_and_nobody_else() {
    byte[] body = WRAP.encode();
    SignedBody byOwner = SignedBody.signOutside(ModelWrap.TYPE, body, OWNER);
    SignedBody byDelegate =
        SignedBody.sign(ModelWrap.TYPE, Sha256Digest.ZERO, SigInput.COORDINATOR, body, COORDINATOR);
    SignedBody byStranger = SignedBody.signOutside(ModelWrap.TYPE, body, STRANGER);

    assertThat(verified(byOwner)).isEqualTo(WRAP);
    assertThat(verified(byDelegate)).isEqualTo(WRAP);
    refused(() -> verified(byStranger), Reason.BAD_SIGNATURE);
  }

  @Test
  void a_manifest_needs_the_pinned_owner_and_the_coordinator() {
    byte[] body = MANIFEST.encode();
    SignedBody byOwner = SignedBody.signOutside(BundleManifest.TYPE, body, OWNER);
    Octets counter = COORDINATOR.sign(SigInput.outsideByCoordinator(BundleManifest.TYPE, body));
    VerifyingKey owner = OWNER.verifyingKey();
    VerifyingKey coordinator = COORDINATOR.verifyingKey();

    assertThat(BundleManifest.verified(byOwner, counter, owner, coordinator)).isEqualTo(MANIFEST);
    refused(
        () -> BundleManifest.verified(byOwner, counter, STRANGER.verifyingKey(), coordinator),
        Reason.BAD_SIGNATURE);
    refused(
        () -> BundleManifest.verified(byOwner, byOwner.signatureOctets(), owner, coordinator),
        Reason.BAD_SIGNATURE);
    SignedBody selfNamed = SignedBody.signOutside(BundleManifest.TYPE, body, STRANGER);
    refused(
        () -> BundleManifest.verified(selfNamed, counter, STRANGER.verifyingKey(), coordinator),
        Reason.BAD_SIGNATURE);
  }

  @Test
  void a_manifest_checks_study_file_model_and_expiry() {
    MANIFEST.requireInStudy(MANIFEST.hash(), MANIFEST.plainHash());
    MANIFEST.requireValidAt(1000);
    refused(
        () -> MANIFEST.requireInStudy(Sha256Digest.ZERO, MANIFEST.plainHash()),
        Reason.WRONG_MANIFEST);
    refused(
        () -> MANIFEST.requireInStudy(MANIFEST.hash(), Sha256Digest.ZERO), Reason.WRONG_PLAINTEXT);
    MANIFEST.requireHeader(Bundles.header(64, 100));
    refused(() -> MANIFEST.requireHeader(Bundles.header(64, 1L << 36)), Reason.WRONG_CIPHERTEXT);
    refused(() -> MANIFEST.requireCiphertext(Sha256Digest.ZERO), Reason.WRONG_CIPHERTEXT);
    refused(() -> MANIFEST.requirePlaintext(MANIFEST.plainHash(), 101), Reason.WRONG_PLAINTEXT);
    refused(() -> MANIFEST.requireValidAt(1001), Reason.EXPIRED);
  }

  @Test
  void bodies_come_back_and_refuse_every_cut_and_every_extension() {
    assertThat(ModelWrap.decode(WRAP.encode())).isEqualTo(WRAP);
    assertThat(BundleManifest.decode(MANIFEST.encode())).isEqualTo(MANIFEST);
    for (int length = 0; length < MANIFEST.encode().length; length++) {
      byte[] cut = Arrays.copyOf(MANIFEST.encode(), length);
      assertThatThrownBy(() -> BundleManifest.decode(cut)).isInstanceOf(MalformedBody.class);
    }
    for (int length = 0; length < WRAP.encode().length + 2; length++) {
      if (length != WRAP.encode().length) {
        byte[] resized = Arrays.copyOf(WRAP.encode(), length);
        assertThatThrownBy(() -> ModelWrap.decode(resized)).isInstanceOf(MalformedBody.class);
      }
    }
  }

  private static ModelWrap verified(SignedBody signed) {
    return ModelWrap.verified(signed, OWNER.verifyingKey(), COORDINATOR.verifyingKey());
  }

  private static void refused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(BundleRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static BundleManifest manifest(Octets id, String version) {
    return new BundleManifest(
        id,
        Sha256Digest.hash(new byte[] {2}),
        Sha256Digest.hash(new byte[] {3}),
        100,
        "lesion",
        version,
        Sha256Digest.ZERO,
        Sha256Digest.hash(new byte[] {4}),
        OWNER.verifyingKey(),
        1000);
  }

  /** A site's SEAL key pair. */
  private static final class Site {
    final X25519KeyPair x25519 = X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM));
    final MlKem mlKem = MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM));

    SealingKey publicKey() {
      return new SealingKey(x25519.publicKey(), mlKem.encapsulationKey());
    }
  }
}
