package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a codestream holds, a codec gives the frame or one kind of exception. */
class DamagedCodestreamTest {
  private static final int MUTANTS = 400;
  private static final long SANE_BYTES = 64L << 20;

  private static short[] decode(String name, byte[] codestream) throws CodecException {
    return SampleFrames.codec(name)
        .decode(
            codestream, SampleFrames.shape(SampleFrames.components(name), SampleFrames.bits(name)));
  }

  /** Values that make lengths, counts and sizes wrong are likelier than chance has them. */
  private static byte[] mutant(byte[] whole, Random random) {
    byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(whole, whole.length * 2) : whole.clone();
    int header = Math.min(whole.length, 160);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(random.nextBoolean() ? header : whole.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xFF;
            case 1 -> 0;
            case 2 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt(256);
          };
    }
    return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray8.jls",
        "gray16.jls",
        "gray12-near3.jls",
        "gray8-preset.jls",
        "colour8-none.jls",
        "colour8-line.jls",
        "colour8-sample.jls",
        "gray8-lossless.jpg",
        "gray16-lossless7.jpg",
        "gray12-lossless5-shift2.jpg",
        "colour8-lossless.jpg",
        "gray12-extended.jpg",
        "gray16.j2k",
        "gray8-tiles.j2k",
        "gray8-layers.j2k",
        "gray8-irreversible.j2k",
        "colour8.j2k",
        "colour8.jp2"
      })
  @Timeout(300)
  void mutated_codestreams_give_a_frame_or_a_codec_exception_and_little_garbage(String name) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] whole = SampleFrames.codestream(name);
    int samples = SampleFrames.ROWS * SampleFrames.COLUMNS * SampleFrames.components(name);
    int refused = 0;
    for (int seed = 0; seed < MUTANTS; seed++) {
      byte[] bytes = mutant(whole, new Random(seed));
      long before = threads.getCurrentThreadAllocatedBytes();

      Throwable thrown = catchThrowable(() -> assertThat(decode(name, bytes)).hasSize(samples));

      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      if (thrown != null) {
        assertThat(thrown).as("%s, seed %d", name, seed).isInstanceOf(CodecException.class);
        refused++;
      }
      assertThat(allocated).as("bytes for %s, seed %d", name, seed).isLessThan(SANE_BYTES);
    }
    assertThat(refused).isGreaterThan(MUTANTS / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray8.jls",
        "colour8-none.jls",
        "colour8-sample.jls",
        "gray8-lossless.jpg",
        "gray12-extended.jpg",
        "gray16.j2k",
        "gray8-tiles.j2k",
        "colour8.jp2"
      })
  void every_truncation_before_the_last_data_is_refused(String name) {
    byte[] whole = SampleFrames.codestream(name);
    for (int length = 0; length < whole.length - 5; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThatThrownBy(() -> decode(name, cut))
          .as("%s cut to %d of %d bytes", name, length, whole.length)
          .isInstanceOf(CodecException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gray16.jls", "gray16-lossless7.jpg", "gray12-extended.jpg", "gray16.j2k"})
  void a_codestream_of_another_size_depth_or_number_of_components_is_refused(String name) {
    int rows = SampleFrames.ROWS;
    int columns = SampleFrames.COLUMNS;
    FrameShape[] others = {
      new FrameShape(rows + 1, columns, 1, 16, 16, false),
      new FrameShape(rows - 1, columns, 1, 16, 16, false),
      new FrameShape(columns, rows, 1, 16, 16, false),
      new FrameShape(65500, 65500, 1, 16, 16, false),
      new FrameShape(rows, columns, 3, 16, 16, false),
      new FrameShape(rows, columns, 1, 8, 8, false),
    };
    for (FrameShape other : others) {
      assertThatThrownBy(
              () -> SampleFrames.codec(name).decode(SampleFrames.codestream(name), other))
          .as("%s as %s", name, other)
          .isInstanceOf(CodecException.class);
    }
  }
}
