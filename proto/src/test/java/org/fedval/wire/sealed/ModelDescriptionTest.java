package org.fedval.wire.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.BundleWriter;
import org.fedval.wire.bundle.Bundles;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDescriptionTest {
  @TempDir private Path folder;

  private LockedBundle bundle;
  private ModelDescription description;

  @BeforeEach
  void describe() throws Exception {
    Path file = folder.resolve("m.fvb");
    BundleWriter.write(file, Bundles.filled(), Bundles.MODEL, Bundles.OWNER);
    bundle = LockedBundle.read(file);
    description = ModelDescription.of(bundle);
  }

  @Test
  void it_says_what_locks_a_study_and_comes_back_from_its_bytes() {
    assertThat(description.findings()).containsExactly("covid", "pneumonia");
    assertThat(description.operatingPoints())
        .containsExactlyInAnyOrder(
            new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
    assertThat(description.bundleDigest()).isEqualTo(bundle.bundleDigest());
    assertThat(description.modelDigest()).isEqualTo(Sha256Digest.hash(Bundles.MODEL));
    assertThat(ModelDescription.decode(description.encode())).isEqualTo(description);
  }

  @Test
  void it_holds_no_weights_no_canaries_and_no_preprocessing() {
    String text = new String(description.encode(), StandardCharsets.ISO_8859_1);
    assertThat(text).contains("covid", "0.3");
    assertThat(text)
        .doesNotContain(
            new String(Bundles.MODEL, StandardCharsets.ISO_8859_1).substring(0, 16),
            "canar",
            "0.99999",
            "cxr-grayscale");
  }

  @Test
  void no_cut_extended_or_second_form_of_it_is_read() {
    byte[] good = description.encode();
    for (int length = 0; length < good.length; length++) {
      malformed(Arrays.copyOf(good, length));
    }
    malformed(Arrays.copyOf(good, good.length + 1));
    assertThat(ModelDescription.decode(body("covid", "balanced", "0.5")).findings())
        .containsExactly("covid");
    malformed(body("covid", "balanced", "0.50"));
    malformed(body("covid", "balanced", "5e-1"));
    malformed(body("covid", "balanced", "NaN"));
    malformed(body("covid", "balanced", "1.5"));
    malformed(body("covid", "balanced", "half"));
    malformed(body("covid", "", "0.5"));
    malformed(body("<script>", "balanced", "0.5"));
  }

  @Test
  void it_belongs_to_one_manifest() throws Exception {
    byte[] body = description.encode();
    assertThat(DescribedBundle.of(manifest(body, "tiny"), body).model()).isEqualTo(description);
    assertThatThrownBy(() -> DescribedBundle.of(manifest(new byte[1], "tiny"), body))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not the one that the bundle's manifest names");
    assertThatThrownBy(() -> DescribedBundle.of(manifest(body, "other"), body))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("name different models");
    assertThatThrownBy(() -> DescribedBundle.of(manifest(new byte[] {7}, "tiny"), new byte[] {7}))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("This is not a ModelDescription body");
  }

  private BundleManifest manifest(byte[] described, String name) {
    return new BundleManifest(
        Octets.of(new byte[16]),
        Sha256Digest.ZERO,
        bundle.bundleDigest(),
        1,
        name,
        "1.0",
        Sha256Digest.ZERO,
        Sha256Digest.hash(described),
        Bundles.OWNER.verifyingKey(),
        1);
  }

  private static byte[] body(String finding, String point, String threshold) {
    FvcWriter out =
        FvcWriter.labelled("ModelDescription")
            .text(ModelDescription.FORMAT)
            .text("tiny")
            .text("1.0")
            .raw(Bundles.OWNER.verifyingKey().toByteArray())
            .digest(Sha256Digest.ZERO)
            .digest(Sha256Digest.ZERO);
    return out.list(List.of(finding), out::text)
        .list(List.of(point), p -> out.text(p).text(threshold))
        .toByteArray();
  }

  private static void malformed(byte[] body) {
    assertThatThrownBy(() -> ModelDescription.decode(body)).isInstanceOf(MalformedBody.class);
  }
}
