package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.fedval.agent.dicom.GrayscaleImage.VoiWindow;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

class PixelDecoderTest {
  private static DataSetBuilder image() {
    return SampleImages.image("2.25.1");
  }

  private static DicomFault fault(DataSet dataSet) {
    return catchThrowableOfType(DicomFault.class, () -> SampleImages.decoded(dataSet));
  }

  @Test
  void eight_bit_samples_are_read_without_their_padding_byte() throws DicomFault {
    DataSet eightBit =
        image()
            .integer(Tag.ROWS, 1)
            .integer(Tag.BITS_ALLOCATED, 8)
            .integer(Tag.BITS_STORED, 8)
            .integer(Tag.HIGH_BIT, 7)
            .pixels8(new byte[] {0, 127, (byte) 200})
            .build();

    for (TransferSyntax syntax : SampleImages.NATIVE) {
      GrayscaleImage image = PixelDecoder.standard().decode(SampleImages.reread(syntax, eightBit));
      assertThat(SampleImages.samples(image)).containsExactly(0, 127, 200);
    }
  }

  @Test
  void sixteen_bit_samples_use_the_whole_range() throws DicomFault {
    DataSet sixteenBit =
        image()
            .integer(Tag.BITS_STORED, 16)
            .integer(Tag.HIGH_BIT, 15)
            .pixels16(new short[] {0, 1, -1, Short.MIN_VALUE, 32767, 42})
            .build();

    assertThat(SampleImages.samples(SampleImages.decoded(sixteenBit)))
        .containsExactly(0, 1, 65535, 32768, 32767, 42);
  }

  @Test
  void signed_samples_are_extended_from_their_high_bit_and_overlay_bits_are_dropped()
      throws DicomFault {
    DataSet signed =
        image()
            .integer(Tag.PIXEL_REPRESENTATION, 1)
            .pixels16(new short[] {0x0FFF, 0x0800, 0x07FF, (short) 0xF001, 0x1FFF, 0})
            .build();

    assertThat(SampleImages.samples(SampleImages.decoded(signed)))
        .containsExactly(-1, -2048, 2047, 1, -1, 0);
  }

  @Test
  void a_high_bit_above_the_stored_bits_shifts_them_down() throws DicomFault {
    DataSet shifted =
        image()
            .integer(Tag.HIGH_BIT, 15)
            .pixels16(new short[] {0x0010, 0x0020, (short) 0xFFF0, (short) 0xFFFF, 0x000F, 0})
            .build();

    assertThat(SampleImages.samples(SampleImages.decoded(shifted)))
        .containsExactly(1, 2, 4095, 4095, 0, 0);
  }

  @Test
  void big_endian_words_of_eight_bit_samples_come_in_their_order() throws DicomFault {
    DataSet words =
        image()
            .integer(Tag.ROWS, 1)
            .integer(Tag.COLUMNS, 4)
            .integer(Tag.BITS_ALLOCATED, 8)
            .integer(Tag.BITS_STORED, 8)
            .integer(Tag.HIGH_BIT, 7)
            .bytes(Tag.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4})
            .build();

    GrayscaleImage image =
        PixelDecoder.standard()
            .decode(SampleImages.reread(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, words));

    assertThat(SampleImages.samples(image)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void display_attributes_are_handed_on_and_the_first_window_counts() throws DicomFault {
    DataSet displayed =
        image()
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")
            .decimal(Tag.RESCALE_SLOPE, 2)
            .decimal(Tag.RESCALE_INTERCEPT, -1024)
            .decimal(Tag.WINDOW_CENTER, 40, 600)
            .decimal(Tag.WINDOW_WIDTH, 400, 1600)
            .text(Tag.VOI_LUT_FUNCTION, "LINEAR_EXACT")
            .build();

    GrayscaleImage image = SampleImages.decoded(displayed);

    assertThat(image.monochrome1()).isTrue();
    assertThat(image.rescaleSlope()).isEqualTo(2);
    assertThat(image.rescaleIntercept()).isEqualTo(-1024);
    assertThat(image.window()).isEqualTo(new VoiWindow(40, 400, VoiWindow.Function.LINEAR_EXACT));
  }

  @Test
  void a_modality_lookup_table_replaces_the_values_and_the_rescale() throws DicomFault {
    DataSet lut =
        DataSet.builder()
            .integer(Tag.LUT_DESCRIPTOR, 3, 1, 16)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[] {10, 0, 20, 0, 30, 1})
            .build();
    DataSet narrow =
        DataSet.builder()
            .integer(Tag.LUT_DESCRIPTOR, 3, 1, 8)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[] {10, 20, 30})
            .build();
    DataSetBuilder image =
        image().decimal(Tag.RESCALE_SLOPE, 2).pixels16(new short[] {0, 1, 2, 3, 4, 4095});

    GrayscaleImage wide =
        SampleImages.decoded(image.sequence(Tag.MODALITY_LUT_SEQUENCE, List.of(lut)).build());
    GrayscaleImage bytes =
        SampleImages.decoded(image.sequence(Tag.MODALITY_LUT_SEQUENCE, List.of(narrow)).build());

    assertThat(SampleImages.samples(wide)).containsExactly(10, 10, 20, 286, 286, 286);
    assertThat(wide.bitsStored()).isEqualTo(16);
    assertThat(wide.rescaleSlope()).isEqualTo(1);
    assertThat(SampleImages.samples(bytes)).containsExactly(10, 10, 20, 30, 30, 30);
    assertThat(bytes.bitsStored()).isEqualTo(8);
  }

  @Test
  void a_modality_lookup_table_of_another_length_than_it_says_is_refused() {
    DataSet lut =
        DataSet.builder()
            .integer(Tag.LUT_DESCRIPTOR, 300, 0, 16)
            .bytes(Tag.LUT_DATA, Vr.OW, new byte[6])
            .build();

    assertThat(fault(image().sequence(Tag.MODALITY_LUT_SEQUENCE, List.of(lut)).build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
  }

  @Test
  void rescale_and_window_of_an_enhanced_image_stand_in_its_functional_groups() throws DicomFault {
    DataSet transformation =
        DataSet.builder()
            .decimal(Tag.RESCALE_SLOPE, 2)
            .decimal(Tag.RESCALE_INTERCEPT, -1024)
            .build();
    DataSet window =
        DataSet.builder().decimal(Tag.WINDOW_CENTER, 40).decimal(Tag.WINDOW_WIDTH, 400).build();
    DataSet shared = DataSet.builder().sequence(Tag.FRAME_VOI_LUT, List.of(window)).build();
    DataSet ofTheFrame =
        DataSet.builder().sequence(Tag.PIXEL_VALUE_TRANSFORMATION, List.of(transformation)).build();

    GrayscaleImage image =
        SampleImages.decoded(
            image()
                .integer(Tag.NUMBER_OF_FRAMES, 1)
                .sequence(Tag.SHARED_FUNCTIONAL_GROUPS, List.of(shared))
                .sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS, List.of(ofTheFrame))
                .build());

    assertThat(image.rescaleSlope()).isEqualTo(2);
    assertThat(image.rescaleIntercept()).isEqualTo(-1024);
    assertThat(image.window()).isEqualTo(new VoiWindow(40, 400, VoiWindow.Function.LINEAR));
  }

  @Test
  void without_display_attributes_the_stored_values_stand() throws DicomFault {
    GrayscaleImage image = SampleImages.decoded(image().build());

    assertThat(image.rescaleSlope()).isEqualTo(1);
    assertThat(image.rescaleIntercept()).isZero();
    assertThat(image.window()).isNull();
  }

  @Test
  void images_that_are_not_one_grayscale_frame_are_refused() {
    assertThat(fault(image().integer(Tag.SAMPLES_PER_PIXEL, 3).build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(image().integer(Tag.NUMBER_OF_FRAMES, 2).build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(image().text(Tag.PHOTOMETRIC_INTERPRETATION, "RGB").build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(image().integer(Tag.BITS_ALLOCATED, 32).build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(image().integer(Tag.HIGH_BIT, 16).build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
  }

  @Test
  void pixel_data_of_a_wrong_length_is_refused_and_zero_padding_is_not() throws DicomFault {
    DataSet padded = image().pixels16(new short[6 + 200]).build();
    DataSet longer = image().pixels16(new short[] {1, 2, 3, 4, 5, 6, 7}).build();
    DataSet shorter = image().pixels16(new short[] {1, 2, 3, 4, 5}).build();

    assertThat(SampleImages.decoded(padded).stored()).hasSize(6);
    assertThat(fault(longer).reason()).isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(shorter).reason()).isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(fault(image().integer(Tag.ROWS, 65535).integer(Tag.COLUMNS, 65535).build()))
        .hasMessageContaining("(7FE0,0010)");
  }

  @Test
  void display_attributes_that_mean_nothing_are_refused() {
    assertThat(fault(image().text(Tag.RESCALE_SLOPE, "NaN").build()))
        .hasMessage("A display attribute is not a number. [tag=(0028,1053)]");
    assertThat(fault(image().text(Tag.RESCALE_SLOPE, "0").build()).reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
    assertThat(
            fault(image().decimal(Tag.WINDOW_CENTER, 1).decimal(Tag.WINDOW_WIDTH, 0.5).build())
                .reason())
        .isEqualTo(Exclusion.PIXEL_DECODE);
  }

  @Test
  void a_transfer_syntax_without_codec_is_refused_by_its_uid() throws DicomFault {
    Part10Object parsed =
        SampleImages.reread(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image().build());
    Part10Object htj2k =
        new Part10Object(TransferSyntax.HTJ2K.uid(), parsed.meta(), parsed.dataSet());

    DicomFault fault =
        catchThrowableOfType(DicomFault.class, () -> PixelDecoder.standard().decode(htj2k));

    assertThat(fault.reason()).isEqualTo(Exclusion.TRANSFER_SYNTAX);
    assertThat(fault.facts())
        .containsEntry(DicomFault.Key.TRANSFER_SYNTAX, "1.2.840.10008.1.2.4.203");
  }
}
