package org.fedval.agent.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.bundle.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
  @TempDir private Path folder;

  @Test
  void twelve_canaries_walk_through_depths_photometrics_and_windows() {
    Set<String> kinds = new HashSet<>();
    for (int index = 0; index < 12; index++) {
      GrayscaleImage image = CanaryImage.of(1, index);
      GrayscaleImage.VoiWindow window = image.window();
      kinds.add(image.bitsStored() + " bits");
      kinds.add(image.monochrome1() ? "MONOCHROME1" : "MONOCHROME2");
      kinds.add(window == null ? "no window" : window.function().name());
      kinds.add(image.rescaleSlope() == 1 ? "identity" : "rescaled");
      assertThat(image.stored()).hasSize(image.rows() * image.columns());
    }
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "8 bits",
            "12 bits",
            "16 bits",
            "MONOCHROME1",
            "MONOCHROME2",
            "no window",
            "LINEAR",
            "LINEAR_EXACT",
            "identity",
            "rescaled");
  }

  @Test
  void stored_values_stay_within_the_depth_and_are_not_flat() {
    for (int index = 0; index < 12; index++) {
      GrayscaleImage image = CanaryImage.of(20261101, index);
      Set<Integer> values = new HashSet<>();
      for (int c = 0; c < image.columns(); c++) {
        values.add(image.sample(image.rows() / 2, c));
      }
      assertThat(values).allMatch(v -> v >= 0 && v < 1 << image.bitsStored());
      assertThat(values).hasSizeGreaterThan(20);
    }
  }

  @Test
  void a_seed_gives_the_same_pixels_for_ever() {
    GrayscaleImage image = CanaryImage.of(20261101, 5);
    ByteBuffer bytes = ByteBuffer.allocate(2 * image.stored().length);
    bytes.asShortBuffer().put(image.stored());

    assertThat(Sha256Digest.hash(bytes.array()).hex())
        .isEqualTo("a825824ee7f1348285391bd8a8628915921cbc0dcad18749e0f81a7007b8fa5d");
    assertThat(CanaryImage.of(20261102, 5).stored()).isNotEqualTo(image.stored());
  }

  @Test
  void the_owners_own_machine_passes() throws Exception {
    try (LockedModel model = LockedModel.open(TinyModels.bundle(folder), 2)) {
      assertThat(model.canaries().canaries()).isEqualTo(12);
      assertThat(model.canaries().maxDeviation()).isLessThan(1e-6);
    }
  }

  @Test
  void a_deviation_beyond_the_tolerance_is_refused_with_its_size() throws Exception {
    ModelSpec shifted = expectedShiftedBy(2e-4f);

    try (OnnxEngine engine = OnnxEngine.load(TinyModels.model(), shifted, 1)) {
      assertThatThrownBy(() -> CanaryCheck.check(engine, shifted))
          .isInstanceOfSatisfying(
              CanaryRefusedException.class,
              e -> assertThat(e.maxDeviation()).isBetween(1.9e-4, 2.1e-4))
          .hasMessageContaining("deviate by up to 0.000200 from the owner's, tolerance 1.00e-05");
    }
  }

  @Test
  void a_model_that_gives_no_number_on_a_canary_is_refused() throws Exception {
    byte[] logs = TinyModels.builder(1, "Log").build().toByteArray();
    ModelSpec shifted = expectedShiftedBy(0);

    try (OnnxEngine engine = OnnxEngine.load(logs, shifted, 1)) {
      assertThatThrownBy(() -> CanaryCheck.check(engine, shifted))
          .isInstanceOf(CanaryRefusedException.class)
          .hasMessageContaining("gave a score that is not a number");
    }
  }

  private ModelSpec expectedShiftedBy(float shift) throws Exception {
    ModelSpec spec = TinyModels.bundle(folder).spec();
    List<List<Float>> rows = new ArrayList<>();
    for (List<Float> row : spec.canaries().expected()) {
      rows.add(row.stream().map(score -> score + shift).toList());
    }
    return spec.withExpected(rows);
  }
}
