package org.fedval.agent.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;
import org.fedval.wire.bundle.ModelSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreprocessingRecipeTest {
  private static final long SEED = 31337;

  @Test
  void without_a_window_the_full_range_of_bits_stored_is_shown() throws Exception {
    GrayscaleImage image = image(1, 2, 12, false, null, 0, 4095);

    assertThat(display(image, 1, 2)).containsExactly(0f, 1f);
  }

  @Test
  void the_three_window_functions_follow_the_standard() throws Exception {
    assertThat(one(new VoiWindow(50, 11, VoiWindow.Function.LINEAR), 52)).isEqualTo(0.75f);
    assertThat(one(new VoiWindow(50, 10, VoiWindow.Function.LINEAR_EXACT), 52)).isEqualTo(0.7f);
    assertThat((double) one(new VoiWindow(50, 8, VoiWindow.Function.SIGMOID), 52))
        .isCloseTo(1 / (1 + Math.exp(-1)), within(1e-7));
  }

  @Test
  void values_outside_the_window_are_clamped() throws Exception {
    VoiWindow narrow = new VoiWindow(50, 2, VoiWindow.Function.LINEAR);
    assertThat(one(narrow, 0)).isEqualTo(0f);
    assertThat(one(narrow, 255)).isEqualTo(1f);
  }

  @Test
  void a_linear_window_of_width_one_is_a_threshold() throws Exception {
    VoiWindow step = new VoiWindow(50.5, 1, VoiWindow.Function.LINEAR);
    assertThat(one(step, 50)).isEqualTo(0f);
    assertThat(one(step, 51)).isEqualTo(1f);
  }

  @Test
  void rescale_comes_before_the_window() throws Exception {
    VoiWindow window = new VoiWindow(-1000, 100, VoiWindow.Function.LINEAR_EXACT);
    GrayscaleImage image =
        new GrayscaleImage(1, 1, 12, false, false, 2, -1024, window, new short[] {12});

    assertThat(display(image, 1, 1)).containsExactly(0.5f);
  }

  @Test
  void monochrome1_is_the_inverse_of_monochrome2() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      short[] stored = noise(random, 7 * 9);
      float[] two = display(new GrayscaleImage(7, 9, 8, false, false, 1, 0, null, stored), 5, 4);
      float[] one = display(new GrayscaleImage(7, 9, 8, false, true, 1, 0, null, stored), 5, 4);
      for (int i = 0; i < two.length; i++) {
        assertThat(one[i]).as("seed %d round %d", SEED, round).isCloseTo(1 - two[i], within(1e-6f));
      }
    }
  }

  @Test
  void resizing_to_the_same_size_changes_nothing() throws Exception {
    Random random = new Random(SEED);
    short[] stored = noise(random, 6 * 5);

    float[] shown = display(new GrayscaleImage(6, 5, 8, false, false, 1, 0, null, stored), 6, 5);

    for (int i = 0; i < shown.length; i++) {
      assertThat(shown[i]).isEqualTo((float) ((stored[i] & 0xFF) / 255.0));
    }
  }

  @Test
  void resizing_follows_the_formula_at_every_point() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      int rows = 1 + random.nextInt(20);
      int columns = 1 + random.nextInt(20);
      int height = 1 + random.nextInt(30);
      int width = 1 + random.nextInt(30);
      GrayscaleImage image =
          new GrayscaleImage(
              rows, columns, 8, false, false, 1, 0, null, noise(random, rows * columns));

      float[] shown = display(image, height, width);

      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          assertThat((double) shown[y * width + x])
              .as("seed %d round %d", SEED, round)
              .isCloseTo(bilinear(image, height, width, y, x), within(1e-7));
        }
      }
    }
  }

  @Test
  void a_table_of_display_values_changes_no_bit() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 40; round++) {
      boolean signed = round % 2 == 1;
      int bits = 8 + 4 * (round % 3);
      GrayscaleImage.VoiWindow.Function function =
          VoiWindow.Function.values()[round % VoiWindow.Function.values().length];
      VoiWindow window = new VoiWindow(random.nextInt(500), 1 + random.nextInt(3000), function);
      short[] stored = new short[64];
      for (int i = 0; i < stored.length; i++) {
        int value = random.nextInt(1 << bits);
        stored[i] = (short) (signed ? value - (1 << (bits - 1)) : value);
      }
      GrayscaleImage image =
          new GrayscaleImage(8, 8, bits, signed, round % 5 == 0, 1.7, -31, window, stored);
      DisplayCurve computed = new DisplayCurve(image, 0);
      DisplayCurve looked = new DisplayCurve(image, 1 << 20);

      for (int i = 0; i < stored.length; i++) {
        int sample = image.sample(i / 8, i % 8);
        assertThat(looked.at(sample)).as("seed %d", SEED).isEqualTo(computed.at(sample));
      }
    }
  }

  @Test
  void an_image_of_any_size_stays_between_its_extremes() throws Exception {
    GrayscaleImage flat = image(3, 1, 8, false, null, 51, 51, 51);

    assertThat(display(flat, 17, 13)).containsOnly(0.2f);
  }

  @Test
  void mean_and_deviation_are_applied_last() throws Exception {
    float[] plane = new float[1];
    new PreprocessingRecipe(new ModelSpec.Preprocessing(1, 1, 0.5, 0.25))
        .apply(image(1, 1, 8, false, null, 255), plane);

    assertThat(plane).containsExactly(2f);
  }

  @Test
  void what_the_recipe_does_not_define_is_refused() {
    refused(
        new GrayscaleImage(1, 1, 12, true, false, 1, 0, null, new short[1]),
        "Signed stored values without a VOI window");
    refused(
        image(1, 1, 8, false, new VoiWindow(1, 0.5, VoiWindow.Function.LINEAR), 1), "VOI window");
    refused(
        image(1, 1, 8, false, new VoiWindow(1, 0, VoiWindow.Function.LINEAR_EXACT), 1),
        "VOI window");
    refused(
        image(1, 1, 8, false, new VoiWindow(Double.NaN, 5, VoiWindow.Function.LINEAR), 1),
        "VOI window");
    refused(
        new GrayscaleImage(1, 1, 8, false, false, Double.NaN, 0, null, new short[1]),
        "Rescale slope");
  }

  private static void refused(GrayscaleImage image, String words) {
    assertThatThrownBy(() -> display(image, 1, 1))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(words);
  }

  /** Step 5 as its text says, without the row cache. */
  private static double bilinear(GrayscaleImage image, int height, int width, int y, int x) {
    double sy = clamp((y + 0.5) * ((double) image.rows() / height) - 0.5, image.rows() - 1);
    double sx = clamp((x + 0.5) * ((double) image.columns() / width) - 0.5, image.columns() - 1);
    int y0 = (int) Math.floor(sy);
    int x0 = (int) Math.floor(sx);
    int y1 = Math.min(y0 + 1, image.rows() - 1);
    int x1 = Math.min(x0 + 1, image.columns() - 1);
    double top = image.sample(y0, x0) * (1 - (sx - x0)) + image.sample(y0, x1) * (sx - x0);
    double bottom = image.sample(y1, x0) * (1 - (sx - x0)) + image.sample(y1, x1) * (sx - x0);
    return (top * (1 - (sy - y0)) + bottom * (sy - y0)) / 255;
  }

  private static double clamp(double value, double max) {
    return Math.max(0, Math.min(max, value));
  }

  private static float one(VoiWindow window, int stored) throws RecipeException {
    return display(image(1, 1, 8, false, window, stored), 1, 1)[0];
  }

  /** Display values themselves: mean 0, deviation 1. */
  private static float[] display(GrayscaleImage image, int height, int width)
      throws RecipeException {
    float[] plane = new float[height * width];
    new PreprocessingRecipe(new ModelSpec.Preprocessing(height, width, 0, 1)).apply(image, plane);
    return plane;
  }

  private static GrayscaleImage image(
      int rows, int columns, int bits, boolean inverse, @Nullable VoiWindow window, int... values) {
    short[] stored = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      stored[i] = (short) values[i];
    }
    return new GrayscaleImage(rows, columns, bits, false, inverse, 1, 0, window, stored);
  }

  private static short[] noise(Random random, int length) {
    short[] stored = new short[length];
    for (int i = 0; i < length; i++) {
      stored[i] = (short) random.nextInt(256);
    }
    return stored;
  }
}
