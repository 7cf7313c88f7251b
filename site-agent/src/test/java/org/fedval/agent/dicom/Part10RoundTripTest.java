package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Part10RoundTripTest {
  private static final String UMLAUTS = "M\u00fcller^J\u00f6rg";

  private static DataSet full() {
    DataSet code =
        DataSet.builder()
            .bytes(Tag.CODE_MEANING, Vr.LO, "Thorax \u00fc".getBytes(StandardCharsets.UTF_8))
            .build();
    DataSet region =
        DataSet.builder()
            .text(Tag.CODE_VALUE, "51185008")
            .sequence(Tag.VOI_LUT_SEQUENCE, List.of(code, code))
            .build();
    return SampleImages.image("2.25.1")
        .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .text(Tag.PATIENT_NAME, UMLAUTS)
        .text(Tag.IMAGE_TYPE, "DERIVED", "", "PRIMARY")
        .decimal(Tag.WINDOW_CENTER, 1985.5, 1.0 / 3)
        .decimal(Tag.IMAGER_PIXEL_SPACING, 0.143, -1e-300)
        .integer(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN, -1)
        .integer(Tag.SERIES_NUMBER, -7)
        .sequence(Tag.ANATOMIC_REGION_SEQUENCE, List.of(region))
        .build();
  }

  @Test
  void every_native_transfer_syntax_gives_the_attributes_back() throws DicomFault {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      Part10Object object = SampleImages.reread(syntax, full());
      DataSet dataSet = object.dataSet();

      assertThat(object.transferSyntaxUid()).isEqualTo(syntax.uid());
      assertThat(dataSet.elements().keySet()).isEqualTo(full().elements().keySet());
      assertThat(dataSet.text(Tag.PATIENT_NAME)).contains(UMLAUTS);
      assertThat(dataSet.texts(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "", "PRIMARY");
      assertThat(dataSet.decimal(Tag.WINDOW_CENTER)).hasValue(1985.5);
      assertThat(dataSet.texts(Tag.WINDOW_CENTER).get(1)).hasSizeLessThanOrEqualTo(16);
      assertThat(dataSet.integer(Tag.PIXEL_INTENSITY_RELATIONSHIP_SIGN)).hasValue(-1);
      assertThat(dataSet.integer(Tag.SERIES_NUMBER)).hasValue(-7);
      assertThat(dataSet.integer(Tag.ROWS)).hasValue(2);
    }
  }

  @Test
  void items_keep_their_order_and_inherit_the_character_set() throws DicomFault {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      DataSet dataSet = SampleImages.reread(syntax, full()).dataSet();

      DataSet region = dataSet.items(Tag.ANATOMIC_REGION_SEQUENCE).get(0);
      assertThat(region.items(Tag.VOI_LUT_SEQUENCE))
          .extracting(item -> item.text(Tag.CODE_MEANING).orElse(""))
          .containsExactly("Thorax \u00fc", "Thorax \u00fc");
    }
  }

  @Test
  void pixels_are_the_same_in_every_native_transfer_syntax() throws DicomFault {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      GrayscaleImage image = PixelDecoder.standard().decode(SampleImages.reread(syntax, full()));

      assertThat(SampleImages.samples(image)).containsExactly(0, 1, 255, 256, 2048, 4095);
      assertThat(syntax.decoded()).isTrue();
    }
  }

  @Test
  void the_same_data_set_gives_the_same_bytes() {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      assertThat(SampleImages.bytes(syntax, full())).isEqualTo(SampleImages.bytes(syntax, full()));
    }
  }

  @Test
  void reading_attributes_stops_before_pixels_and_leaves_sequences_out() throws DicomFault {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      DataSet dataSet =
          new Part10Reader(ReaderLimits.STANDARD)
              .readAttributes(SampleImages.bytes(syntax, full()))
              .dataSet();

      assertThat(dataSet.text(Tag.PATIENT_ID)).contains("P-1");
      assertThat(dataSet.element(Tag.PIXEL_DATA)).isEmpty();
      assertThat(dataSet.element(Tag.ANATOMIC_REGION_SEQUENCE)).isEmpty();
    }
  }

  @Test
  void latin_one_text_is_decoded_by_its_character_set() throws DicomFault {
    DataSet latin =
        SampleImages.image("2.25.1")
            .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
            .text(Tag.PATIENT_NAME, UMLAUTS)
            .build();

    DataSet dataSet =
        SampleImages.reread(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, latin).dataSet();

    assertThat(dataSet.text(Tag.PATIENT_NAME)).contains(UMLAUTS);
  }

  @Test
  void text_outside_the_character_set_is_refused_when_it_is_written() {
    DataSetBuilder ascii = SampleImages.image("2.25.1").text(Tag.PATIENT_NAME, UMLAUTS);

    assertThatThrownBy(ascii::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Specific Character Set");
  }

  @Test
  void the_file_meta_information_names_this_implementation() throws DicomFault {
    DataSet meta = SampleImages.reread(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, full()).meta();

    assertThat(meta.text(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("2.25.1");
    assertThat(meta.text(Tag.IMPLEMENTATION_CLASS_UID)).contains(Part10Writer.IMPLEMENTATION_CLASS);
  }
}
