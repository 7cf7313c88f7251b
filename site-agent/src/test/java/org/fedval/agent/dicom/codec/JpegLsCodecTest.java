package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class JpegLsCodecTest {
  /** The entropy-coded bytes of the worked example of T.87 annex H.3. */
  private static final String EXAMPLE_BITS =
      "c000006c80208e01c0000057400000" + "6ee6000001bc18000005d8000091" + "60";

  private static final short[] EXAMPLE = {
    0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145
  };

  private static byte[] codestream(int rows, String segments, String... intervals) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String header = "ffd8fff7000b08%04x000401011100".formatted(rows) + segments;
    out.writeBytes(HexFormat.of().parseHex(header + "ffda0008010100000000"));
    for (int i = 0; i < intervals.length; i++) {
      out.writeBytes(HexFormat.of().parseHex((i > 0 ? "ffd" + (i - 1) : "") + intervals[i]));
    }
    out.writeBytes(HexFormat.of().parseHex("ffd9"));
    return out.toByteArray();
  }

  private static FrameShape rows(int rows) {
    return new FrameShape(rows, 4, 1, 8, 8, false);
  }

  private static short[] decode(int rows, byte[] codestream) throws CodecException {
    return new JpegLsCodec().decode(codestream, rows(rows));
  }

  @Test
  void the_worked_example_of_the_standard_is_decoded() throws Exception {
    assertThat(decode(4, codestream(4, "", EXAMPLE_BITS))).isEqualTo(EXAMPLE);
  }

  @Test
  void a_restart_marker_makes_the_decoder_forget_everything() throws Exception {
    byte[] twice = codestream(8, "ffdd00040004", EXAMPLE_BITS, EXAMPLE_BITS);

    short[] samples = decode(8, twice);

    assertThat(java.util.Arrays.copyOf(samples, 16)).isEqualTo(EXAMPLE);
    assertThat(java.util.Arrays.copyOfRange(samples, 16, 32)).isEqualTo(EXAMPLE);
  }

  @Test
  void a_missing_or_wrong_restart_marker_is_refused() {
    byte[] wrong = codestream(8, "ffdd00040004", EXAMPLE_BITS, EXAMPLE_BITS);
    int marker = 2 + 13 + 6 + 10 + EXAMPLE_BITS.length() / 2;
    assertThat(wrong[marker + 1]).isEqualTo((byte) 0xD0);
    wrong[marker + 1] = (byte) 0xD1;

    assertThatThrownBy(() -> decode(8, wrong)).isInstanceOf(CodecException.class);
    assertThatThrownBy(() -> decode(8, codestream(8, "ffdd00040004", EXAMPLE_BITS)))
        .isInstanceOf(CodecException.class);
  }

  @Test
  void trailing_bytes_after_the_image_are_not_looked_at() throws Exception {
    byte[] whole = codestream(4, "", EXAMPLE_BITS);

    assertThat(decode(4, java.util.Arrays.copyOf(whole, whole.length + 7))).isEqualTo(EXAMPLE);
  }

  @Test
  void mapping_tables_and_colour_transforms_are_refused_by_name() {
    assertThatThrownBy(() -> decode(4, codestream(4, "fff8000502010100", EXAMPLE_BITS)))
        .hasMessageContaining("Mapping tables");
    assertThatThrownBy(() -> decode(4, codestream(4, "ffe800076d72667801", EXAMPLE_BITS)))
        .hasMessageContaining("colour transform");
  }

  @Test
  void default_thresholds_are_those_of_the_standard() throws Exception {
    // T.87 table C.3: 3, 7, 21 for 8 bits; factor 16 for 12 bits and more.
    JpegLsParameters eight = JpegLsParameters.of(8, 0, JpegLsParameters.Preset.NONE);
    JpegLsParameters sixteen = JpegLsParameters.of(16, 0, JpegLsParameters.Preset.NONE);

    assertThat(eight).isEqualTo(new JpegLsParameters(255, 0, 3, 7, 21, 64));
    assertThat(sixteen).isEqualTo(new JpegLsParameters(65535, 0, 18, 67, 276, 64));
    assertThat(eight.limit()).isEqualTo(32);
    assertThat(sixteen.limit()).isEqualTo(64);
    assertThat(sixteen.errorBits()).isEqualTo(16);
  }
}
