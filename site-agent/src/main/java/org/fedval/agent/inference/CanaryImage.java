package org.fedval.agent.inference;

import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic radiograph-like images from a seed, never patients. Integer arithmetic only, so that
 * the same seed and index give the same pixels on every machine. Depth (8, 12, 16 bits),
 * photometric interpretation, size and VOI window change from index to index, so that a set of
 * twelve walks through every branch of the recipe but SIGMOID.
 */
public final class CanaryImage {
  private static final int[] BITS = {8, 12, 16};

  private CanaryImage() {}

  /**
   * @param index 0-based place in the canary set
   */
  public static GrayscaleImage of(long seed, int index) {
    SplitMix random = new SplitMix(seed + 0x632BE59BD9B4E019L * (index + 1));
    int bits = BITS[index % BITS.length];
    boolean monochrome1 = (index / 3) % 2 == 1;
    int rows = 120 + random.below(240);
    int columns = 120 + random.below(240);
    boolean rescaled = index % 4 == 3;
    short[] stored = paint(random, rows, columns, (1 << bits) - 1);
    return new GrayscaleImage(
        rows,
        columns,
        bits,
        false,
        monochrome1,
        rescaled ? 2 : 1,
        rescaled ? -1024 : 0,
        window(random, index, bits, rescaled),
        stored);
  }

  private static @Nullable VoiWindow window(
      SplitMix random, int index, int bits, boolean rescaled) {
    if (index % 2 == 0) {
      return null;
    }
    int range = (1 << bits) * (rescaled ? 2 : 1);
    int width = range / 2 + random.below(range / 2);
    int center = range / 2 + random.below(range / 8) - (rescaled ? 1024 : 0);
    VoiWindow.Function function =
        index % 4 == 1 ? VoiWindow.Function.LINEAR : VoiWindow.Function.LINEAR_EXACT;
    return new VoiWindow(center + 0.5, width, function);
  }

  /** A bright frame, two dark ovals for lungs, one bright oval for the heart, ribs and noise. */
  private static short[] paint(SplitMix random, int rows, int columns, int max) {
    Oval left = new Oval(rows / 2, columns * 3L / 10, rows * 7 / 20, columns / 6);
    Oval right = new Oval(rows / 2, columns * 7L / 10, rows * 7 / 20, columns / 6);
    Oval heart =
        new Oval(
            rows * 13 / 20,
            columns * (9L + random.below(3)) / 20,
            rows / 6,
            columns / (6 + random.below(4)));
    int rib = rows / (9 + random.below(5)) + 1;
    int lungs = 150 + random.below(300);
    int tilt = random.below(200) - 100;
    short[] stored = new short[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int perMille = 750 + tilt * (2 * c - columns) / columns;
        if (left.holds(r, c) || right.holds(r, c)) {
          perMille = lungs + ((r + c / 3) % rib < rib / 3 ? 120 : 0);
        }
        if (heart.holds(r, c)) {
          perMille = 700;
        }
        perMille = Math.max(0, Math.min(1000, perMille + random.below(81) - 40));
        stored[r * columns + c] = (short) ((long) max * perMille / 1000);
      }
    }
    return stored;
  }

  private record Oval(long row, long column, long halfHeight, long halfWidth) {
    boolean holds(int r, int c) {
      long dr = (r - row) * halfWidth;
      long dc = (c - column) * halfHeight;
      long reach = halfHeight * halfWidth;
      return dr * dr + dc * dc <= reach * reach;
    }
  }

  /** SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), written out so that no library can change it. */
  private static final class SplitMix {
    private long state;

    SplitMix(long seed) {
      state = seed;
    }

    int below(int bound) {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }
  }
}
