package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegCodecTest {
  private static short[] noise(long seed, int count, int bits) {
    Random random = new Random(seed);
    short[] samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = (short) random.nextInt(1 << bits);
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void every_predictor_is_exact_at_every_precision_with_and_without_restarts(int predictor)
      throws Exception {
    for (int bits = 2; bits <= 16; bits++) {
      for (int restart : new int[] {0, 1, 3}) {
        short[] samples = noise(bits, 11 * 13, bits);
        byte[] coded =
            new JpegLosslessEncoder(bits, predictor, 0, restart).encode(samples, 11, 13, 1, true);
        FrameShape shape = new FrameShape(11, 13, 1, bits <= 8 ? 8 : 16, bits, false);

        assertThat(JpegCodec.lossless().decode(coded, shape))
            .as("%d bits, restart every %d lines", bits, restart)
            .isEqualTo(samples);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void lossless_colour_is_exact_in_one_scan_and_in_three(boolean interleaved) throws Exception {
    short[] samples = noise(7, 9 * 8 * 3, 8);
    byte[] coded = new JpegLosslessEncoder(8, 4, 0, 2).encode(samples, 9, 8, 3, interleaved);

    short[] decoded = JpegCodec.lossless().decode(coded, new FrameShape(9, 8, 3, 8, 8, false));

    assertThat(decoded).isEqualTo(samples);
  }

  /** The JDK decodes with the accurate integer method too, so results are equal bit for bit. */
  @Test
  void baseline_gray_equals_the_decoder_of_the_jdk() throws Exception {
    BufferedImage image = new BufferedImage(61, 45, BufferedImage.TYPE_BYTE_GRAY);
    paint(image);
    byte[] coded = jpeg(image);

    short[] decoded = JpegCodec.dct().decode(coded, new FrameShape(45, 61, 1, 8, 8, false));

    assertThat(decoded).isEqualTo(asCoded(coded));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 37, 64})
  void baseline_colour_with_subsampled_chroma_equals_the_decoder_of_the_jdk(int columns)
      throws Exception {
    BufferedImage image = new BufferedImage(columns, 33, BufferedImage.TYPE_INT_RGB);
    paint(image);
    byte[] coded = jpeg(image);

    short[] decoded = JpegCodec.dct().decode(coded, new FrameShape(33, columns, 3, 8, 8, false));

    assertThat(decoded).isEqualTo(asCoded(coded));
  }

  private static void paint(BufferedImage image) {
    Random random = new Random(5);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int noise = random.nextInt(40);
        image.setRGB(x, y, x * 4 + noise << 16 | y * 5 + noise << 8 | (x * y & 127) + noise);
      }
    }
  }

  private static byte[] jpeg(BufferedImage image) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  private static short[] asCoded(byte[] coded) throws Exception {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(coded)));
    Raster raster = reader.readRaster(0, null);
    int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
    short[] shorts = new short[samples.length];
    for (int i = 0; i < samples.length; i++) {
      shorts[i] = (short) samples[i];
    }
    return shorts;
  }

  /** Two blocks whose DC difference is ten, with quantisation by eight. */
  private static byte[] twoBlocks(String restartInterval, String scan) {
    String header =
        "ffd8ffdb004300"
            + "08".repeat(64)
            + "ffc0000b080008001001011100"
            + "ffc4001500"
            + "0101"
            + "00".repeat(14)
            + "0004"
            + "ffc4001410"
            + "01"
            + "00".repeat(15)
            + "00";
    return HexFormat.of()
        .parseHex(header + restartInterval + "ffda0008010100003f00" + scan + "ffd9");
  }

  @Test
  void a_restart_marker_makes_the_dct_decoder_forget_the_last_dc_coefficient() throws Exception {
    FrameShape shape = new FrameShape(8, 16, 1, 8, 8, false);

    short[] running = JpegCodec.dct().decode(twoBlocks("", "a9 53".replace(" ", "")), shape);
    short[] restarted = JpegCodec.dct().decode(twoBlocks("ffdd00040001", "a9ffd0a9"), shape);

    assertThat(new int[] {running[0], running[8]}).containsExactly(138, 148);
    assertThat(new int[] {restarted[0], restarted[8]}).containsExactly(138, 138);
  }

  @Test
  void other_processes_are_refused_by_name() {
    byte[] baseline = twoBlocks("", "a953");
    for (String[] process :
        new String[][] {
          {"c2", "Progressive"}, {"c9", "arithmetic"}, {"c5", "Hierarchical"}, {"c3", "another"}
        }) {
      byte[] other = baseline.clone();
      other[2 + 69 + 1] = (byte) Integer.parseInt(process[0], 16);

      assertThatThrownBy(() -> JpegCodec.dct().decode(other, new FrameShape(8, 16, 1, 8, 8, false)))
          .hasMessageContaining(process[1]);
    }
  }

  @Test
  void the_end_marker_may_be_missing_but_not_data_before_it_nor_may_there_be_more() {
    FrameShape shape = new FrameShape(8, 16, 1, 8, 8, false);
    byte[] whole = twoBlocks("", "a953");
    byte[] more = twoBlocks("", "a95300");

    assertThat(catchCodec(Arrays.copyOf(whole, whole.length - 2), shape)).isFalse();
    assertThat(catchCodec(Arrays.copyOf(whole, whole.length - 3), shape)).isTrue();
    assertThat(catchCodec(more, shape)).isTrue();
    assertThat(catchCodec(Arrays.copyOf(whole, whole.length + 9), shape)).isFalse();
  }

  private static boolean catchCodec(byte[] coded, FrameShape shape) {
    try {
      JpegCodec.dct().decode(coded, shape);
      return false;
    } catch (CodecException refused) {
      return true;
    }
  }
}
