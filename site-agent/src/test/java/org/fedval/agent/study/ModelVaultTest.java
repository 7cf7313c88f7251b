package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.support.ModelServer;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.session.WrapOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVaultTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private BundleManifest manifest;
  private ModelServer server;
  private CoordinatorClient client;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    manifest = study.sealed.described().manifest();
    server = new ModelServer(new WrapOutcome.Released(study.wraps().get(0)));
    server.file = Files.readAllBytes(study.sealedFile);
    client = server.client();
    Files.delete(study.sealedFile);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void the_model_is_fetched_sealed_and_opened_in_memory() throws Exception {
    LockedBundle bundle = fetch(offer());

    assertThat(bundle.model()).isEqualTo(TinyModels.model());
    assertThat(study.home.bundles().toFile().list())
        .containsExactly(manifest.ciphertextHash().hex() + ".sealed");
    assertThat(study.sealedFile).hasBinaryContent(server.file);
  }

  @Test
  void a_download_that_was_cut_goes_on_where_it_stopped() throws Exception {
    Path part = study.sealedFile.resolveSibling(study.sealedFile.getFileName() + ".part");
    Files.write(part, Arrays.copyOf(server.file, 777));

    fetch(offer());

    assertThat(server.offsets).containsExactly(777L);
  }

  @Test
  void a_file_that_is_here_is_not_fetched_again() throws Exception {
    fetch(offer());
    fetch(offer());

    assertThat(server.offsets).containsExactly(0L);
  }

  @Test
  void a_file_that_was_changed_on_its_way_is_denied_and_removed() throws Exception {
    byte[] good = server.file;
    byte[] flipped = good.clone();
    flipped[SealedHeader.PREAMBLE_BYTES + 5] ^= 1;
    byte[] plain = Files.readAllBytes(study.plainFile);

    for (byte[] other :
        List.of(flipped, Arrays.copyOf(plain, good.length), Arrays.copyOf(good, good.length + 9))) {
      server.file = other;
      denied(Denial.Code.BUNDLE, offer());
      assertThat(study.sealedFile).doesNotExist();
      Files.deleteIfExists(
          study.sealedFile.resolveSibling(study.sealedFile.getFileName() + ".part"));
    }
  }

  @Test
  void a_file_that_was_changed_on_disk_is_denied_and_removed() throws Exception {
    byte[] good = server.file;
    for (int length : new int[] {0, 50, SealedHeader.PREAMBLE_BYTES, good.length - 1}) {
      Files.write(study.sealedFile, Arrays.copyOf(good, length));
      denied(Denial.Code.BUNDLE, offer());
      assertThat(study.sealedFile).doesNotExist();
    }
    byte[] flipped = good.clone();
    flipped[good.length - 1] ^= 1;
    Files.write(study.sealedFile, flipped);
    denied(Denial.Code.BUNDLE, offer());
    assertThat(study.sealedFile).doesNotExist();
  }

  @Test
  void a_wrap_for_another_site_study_or_bundle_is_denied() throws Exception {
    wrap(study.wraps().get(1));
    denied(Denial.Code.MODEL_KEY, offer());

    wrap(signed(sealKey(study.seals.get(0), "a", Sha256Digest.ZERO, manifest), study.owner));
    denied(Denial.Code.MODEL_KEY, offer());

    OfferedStudy other = new OfferedStudy(folder.resolve("other"));
    wrap(
        signed(
            sealKey(
                study.seals.get(0),
                "a",
                study.locked.definition().hash(),
                other.sealed.described().manifest()),
            study.owner));
    denied(Denial.Code.MODEL_KEY, offer());
  }

  @Test
  void a_wrap_that_the_owner_did_not_sign_or_that_is_closed_to_another_key_is_denied() {
    ModelWrap right = sealKey(study.seals.get(0), "a", study.locked.definition().hash(), manifest);
    wrap(signed(right, SigningKey.generate(study.random)));
    denied(Denial.Code.MODEL_KEY, offer());

    wrap(
        signed(
            sealKey(study.seals.get(1), "a", study.locked.definition().hash(), manifest),
            study.owner));
    denied(Denial.Code.MODEL_KEY, offer());

    wrap(SignedBody.signOutside(ModelWrap.TYPE, new byte[] {1}, study.owner));
    denied(Denial.Code.MODEL_KEY, offer());
  }

  /** The owner wraps another key to this site: two sites could be given two models. */
  @Test
  void a_second_key_is_denied_by_the_commitment() {
    wrap(
        signed(
            sealKey(study.seals.get(0), "a", study.locked.definition().hash(), manifest),
            study.owner));

    Denial denial = denied(Denial.Code.MODEL_KEY, offer());

    assertThat(denial.sentence()).contains("does not belong to this key");
  }

  @Test
  void a_key_that_the_coordinator_withholds_is_denied_in_its_words() {
    server.wrap = new WrapOutcome.Withheld("TEE_REQUIRED", "The study needs more.");

    assertThat(denied(Denial.Code.MODEL_KEY, offer()).sentence())
        .isEqualTo("The coordinator gave no key for the model: The study needs more.");
  }

  @Test
  void a_model_that_is_not_as_described_is_denied() {
    ModelDescription said = study.sealed.described().model();
    ModelDescription lie =
        new ModelDescription(
            said.modelName(),
            said.version(),
            said.owner(),
            said.bundleDigest(),
            said.modelDigest(),
            said.findings(),
            List.of(new OperatingPoint("balanced", 0.4)));

    Denial denial =
        denied(
            Denial.Code.BUNDLE,
            new CheckedOffer(study.locked, new CheckedOffer.Bundle(manifest, lie)));

    assertThat(denial.sentence()).contains("not what its owner told the coordinator");
  }

  /** A fresh key in a wrap that is right in every other respect. */
  private ModelWrap sealKey(
      SealKeyPair to, String siteId, Sha256Digest studyHash, BundleManifest of) {
    return KeyWrap.of(studyHash, of, siteId)
        .seal(SecretBytes.random(32, study.random), to.publicKey(), study.random);
  }

  private static SignedBody signed(ModelWrap wrap, SigningKey key) {
    return SignedBody.signOutside(ModelWrap.TYPE, wrap.encode(), key);
  }

  private void wrap(SignedBody signed) {
    server.wrap = new WrapOutcome.Released(signed);
  }

  private CheckedOffer offer() {
    return new CheckedOffer(
        study.locked, new CheckedOffer.Bundle(manifest, study.sealed.described().model()));
  }

  private LockedBundle fetch(CheckedOffer offer) throws Exception {
    return new ModelVault(study.home, "a", study.seals.get(0), study.coordinator.verifyingKey())
        .open(offer, client);
  }

  private Denial denied(Denial.Code code, CheckedOffer offer) {
    Denial denial = catchThrowableOfType(Denial.class, () -> fetch(offer));
    assertThat(denial).isNotNull();
    assertThat(denial.code()).isEqualTo(code);
    assertThat(denial.sentence()).endsWith(".").doesNotContain("null");
    return denial;
  }
}
