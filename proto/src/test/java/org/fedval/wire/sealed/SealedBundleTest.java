package org.fedval.wire.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.BundleRefused.Reason;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.Bundles;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBundleTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {9});
  private static final long EXPIRES = 2_000_000_000;

  @TempDir private Path folder;

  private final List<Site> sites = List.of(new Site("a"), new Site("b"), new Site("c"));
  private final Roster roster =
      new Roster(
          "r",
          1,
          SigningKey.generate(RANDOM).verifyingKey(),
          sites.stream().map(Site::member).toList());
  private Path plain;
  private Path file;
  private byte[] model;
  private SealedBundle sealed;
  private BundleManifest manifest;

  @BeforeEach
  void seal() throws Exception {
    plain = folder.resolve("m.fvb");
    file = folder.resolve("m.sealed");
    // Five segments, the last one short.
    model = new byte[4 * SealedHeader.SEGMENT_BYTES + 100];
    Arrays.fill(model, (byte) 'w');
    BundleWriter.write(plain, Bundles.filled(), model, Bundles.OWNER);
    sealed = BundleSealer.seal(plain, file, Bundles.OWNER, EXPIRES, RANDOM);
    manifest = sealed.described().manifest();
  }

  @Test
  void every_site_opens_the_same_bundle_with_its_own_wrap() throws Exception {
    List<SignedBody> wraps = wraps();
    for (int site = 0; site < 3; site++) {
      SealedFile.require(file, manifest);
      LockedBundle opened = SealedFile.open(file, manifest, key(wraps, site));
      assertThat(opened.model()).isEqualTo(model);
      assertThat(opened.bundleDigest()).isEqualTo(LockedBundle.read(plain).bundleDigest());
      assertThat(ModelDescription.of(opened)).isEqualTo(sealed.described().model());
    }
  }

  @Test
  void the_file_holds_nothing_of_the_model_and_two_seals_share_nothing() throws Exception {
    String run = "w".repeat(32);
    assertThat(new String(Files.readAllBytes(plain), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains(run);
    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(run, "covid", "manifest");

    Path second = folder.resolve("second.sealed");
    SealedBundle again = BundleSealer.seal(plain, second, Bundles.OWNER, EXPIRES, RANDOM);
    assertThat(again.described().manifest().bundleId()).isNotEqualTo(manifest.bundleId());
    assertThat(again.described().manifest().ciphertextHash())
        .isNotEqualTo(manifest.ciphertextHash());
    List<SignedBody> wraps = again.wraps(STUDY, roster, keys(), Bundles.OWNER, RANDOM);
    refused(() -> key(wraps, 0), Reason.WRONG_BUNDLE);
  }

  @Test
  void a_file_that_is_cut_flipped_or_reordered_is_refused_before_and_while_it_is_opened()
      throws Exception {
    byte[] good = Files.readAllBytes(file);
    SecretBytes key = key(wraps(), 0);
    int segment = SealedHeader.SEGMENT_BYTES + SealedHeader.TAG_BYTES;
    byte[] swapped = good.clone();
    System.arraycopy(
        good, SealedHeader.PREAMBLE_BYTES, swapped, SealedHeader.PREAMBLE_BYTES + segment, segment);
    System.arraycopy(
        good, SealedHeader.PREAMBLE_BYTES + segment, swapped, SealedHeader.PREAMBLE_BYTES, segment);
    byte[] flipped = good.clone();
    flipped[SealedHeader.PREAMBLE_BYTES + segment + 7] ^= 1;

    broken(Arrays.copyOf(good, good.length - 1), key, Reason.TRUNCATED);
    broken(Arrays.copyOf(good, SealedHeader.PREAMBLE_BYTES + segment), key, Reason.TRUNCATED);
    broken(Arrays.copyOf(good, 10), key, Reason.NOT_A_BUNDLE);
    broken(Arrays.copyOf(good, good.length + 1), key, Reason.TRAILING);
    broken(swapped, key, Reason.DAMAGED);
    broken(flipped, key, Reason.DAMAGED);
    broken(Files.readAllBytes(plain), key, Reason.NOT_A_BUNDLE);
  }

  @Test
  void another_key_is_refused_by_the_commitment() {
    refused(
        () -> SealedFile.open(file, manifest, SecretBytes.random(32, RANDOM)), Reason.WRONG_KEY);
  }

  @Test
  void a_manifest_of_another_model_does_not_take_what_the_key_opens() {
    BundleManifest lying =
        new BundleManifest(
            manifest.bundleId(),
            manifest.ciphertextHash(),
            Sha256Digest.hash(new byte[] {1}),
            manifest.plainLength(),
            manifest.modelName(),
            manifest.version(),
            manifest.licenceHash(),
            manifest.descriptionHash(),
            manifest.owner(),
            manifest.expires());
    // Sealed under the same id and key, so only the digest of the whole tells them apart.
    refused(() -> SealedFile.open(file, lying, key(wraps(), 0)), Reason.WRONG_PLAINTEXT);
  }

  @Test
  void only_the_owners_bundle_is_sealed_and_an_erased_key_makes_no_wrap() {
    assertThatThrownBy(
            () -> BundleSealer.seal(plain, folder.resolve("x"), Bundles.key(8), EXPIRES, RANDOM))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not by the expected owner");
    sealed.close();
    assertThatThrownBy(this::wraps).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_key_that_the_roster_does_not_name_gets_no_wrap() {
    List<SealingKey> keys = new ArrayList<>(keys());
    keys.set(1, new Site("b").key());
    assertThatThrownBy(() -> sealed.wraps(STUDY, roster, keys, Bundles.OWNER, RANDOM))
        .hasMessageContaining("not the one that the roster names");
    assertThatThrownBy(() -> sealed.wraps(STUDY, roster, keys.subList(0, 2), Bundles.OWNER, RANDOM))
        .hasMessageContaining("Every site");
  }

  private void broken(byte[] bytes, SecretBytes key, Reason reason) throws Exception {
    Path broken = Files.write(folder.resolve("broken"), bytes);
    assertThatThrownBy(() -> SealedFile.require(broken, manifest))
        .isInstanceOf(BundleRefused.class);
    refused(() -> SealedFile.open(broken, manifest, key), reason);
  }

  private List<SignedBody> wraps() {
    return sealed.wraps(STUDY, roster, keys(), Bundles.OWNER, RANDOM);
  }

  private List<SealingKey> keys() {
    return sites.stream().map(Site::key).toList();
  }

  private SecretBytes key(List<SignedBody> wraps, int index) {
    Site site = sites.get(index);
    ModelWrap wrap =
        ModelWrap.verified(wraps.get(index), Bundles.OWNER.verifyingKey(), roster.coordinator());
    return KeyWrap.of(STUDY, manifest, site.id).open(wrap, site.x25519, site.mlKem);
  }

  private static void refused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(BundleRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static final class Site {
    final String id;
    final X25519KeyPair x25519 = X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM));
    final MlKem mlKem = MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM));

    Site(String id) {
      this.id = id;
    }

    SealingKey key() {
      return new SealingKey(x25519.publicKey(), mlKem.encapsulationKey());
    }

    Roster.Member member() {
      return new Roster.Member(
          id,
          "Hospital " + id,
          SigningKey.generate(RANDOM).verifyingKey(),
          x25519.publicKey(),
          Sha256Digest.hash(mlKem.encapsulationKey().toByteArray()));
    }
  }
}
