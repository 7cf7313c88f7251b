package org.fedval.agent.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Codestreams of other encoders against the image that they were made of. */
class IndependentCodestreamsTest {
  private static int largestError(short[] actual, short[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs((actual[i] & 0xFFFF) - (expected[i] & 0xFFFF)));
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gray8.jls",
        "gray12.jls",
        "gray16.jls",
        "gray8-preset.jls",
        "colour8-none.jls",
        "colour8-line.jls",
        "colour8-sample.jls",
        "gray8-lossless.jpg",
        "gray12-lossless4.jpg",
        "gray16-lossless7.jpg",
        "colour8-lossless.jpg",
        "gray16.j2k",
        "gray8-tiles.j2k",
        "gray8-layers.j2k",
        "colour8.j2k",
        "colour8.jp2"
      })
  void lossless_codestreams_give_every_sample(String name) throws Exception {
    short[] expected = SampleFrames.frame(SampleFrames.components(name), SampleFrames.bits(name));

    assertThat(SampleFrames.decoded(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "gray12-near3.jls, 3",
    "colour8-sample-near2.jls, 2",
    "colour8-line-near4.jls, 4",
    "gray8-irreversible.j2k, 4"
  })
  void near_lossless_codestreams_stay_within_their_error(String name, int error) throws Exception {
    short[] expected = SampleFrames.frame(SampleFrames.components(name), SampleFrames.bits(name));

    assertThat(largestError(SampleFrames.decoded(name), expected)).isBetween(1, error);
  }

  @ParameterizedTest
  @ValueSource(strings = "gray12-lossless5-shift2.jpg")
  void a_point_transform_drops_the_low_bits(String name) throws Exception {
    short[] expected = SampleFrames.frame(1, 12);
    for (int i = 0; i < expected.length; i++) {
      expected[i] &= ~3;
    }

    assertThat(SampleFrames.decoded(name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = "gray12-extended.jpg")
  void twelve_bit_extended_jpeg_is_close_to_the_image(String name) throws Exception {
    short[] expected = SampleFrames.frame(1, 12);

    assertThat(largestError(SampleFrames.decoded(name), expected)).isBetween(1, 200);
  }
}
