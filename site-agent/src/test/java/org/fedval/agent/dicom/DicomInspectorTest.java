package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomInspectorTest {
  private static final DicomInspector INSPECTOR = new DicomInspector(ReaderLimits.STANDARD);
  private static final int START_OF_DATA_SET = 132;

  private static DataSet image() {
    return SampleImages.image("2.25.1").text(Tag.PATIENT_NAME, "Doe^Jane==").build();
  }

  private static DataSet report() {
    return DataSet.builder()
        .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.88.11")
        .text(Tag.SOP_INSTANCE_UID, "2.25.2")
        .text(Tag.MODALITY, "SR")
        .decimal(Tag.WINDOW_CENTER, 40, 50)
        .text(Tag.PATIENT_SEX, "")
        .build();
  }

  /** The data set without preamble and file meta information. */
  private static byte[] bare(TransferSyntax syntax, DataSet dataSet) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ElementWriter(out, syntax).writeAll(dataSet);
    return out.toByteArray();
  }

  @Test
  void an_image_has_attributes_and_the_digest_of_its_stored_values() {
    byte[] stored = {0, 0, 1, 0, -1, 0, 0, 1, 0, 8, -1, 15};
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      Inspection found = INSPECTOR.inspect(SampleImages.bytes(syntax, image()));

      assertThat(found.ok()).isTrue();
      assertThat(found.transferSyntaxUid()).isEqualTo(syntax.uid());
      assertThat(found.frames()).isEqualTo(1);
      assertThat(found.attributes())
          .containsEntry("PatientName", "Doe^Jane")
          .containsEntry("Rows", "2")
          .doesNotContainKey("PatientAge");
      assertThat(found.pixels())
          .isEqualTo(
              new Inspection.Pixels(
                  "<u2",
                  List.of(2L, 3L),
                  HexFormat.of().formatHex(ContentDigest.sha256().digest(stored))));
    }
  }

  @Test
  void an_object_without_pixels_is_no_fault() {
    Inspection found = INSPECTOR.inspect(SampleImages.bytes(report()));

    assertThat(found.ok()).isTrue();
    assertThat(found.pixels()).isNull();
    assertThat(found.frames()).isZero();
    assertThat(found.attributes())
        .containsEntry("WindowCenter", "40\\50")
        .containsEntry("PatientSex", "");
  }

  @Test
  void a_data_set_without_file_meta_information_is_read_by_its_own_encoding() throws Exception {
    for (TransferSyntax syntax : SampleImages.NATIVE) {
      if (syntax.deflated()) {
        continue;
      }
      Inspection found = INSPECTOR.inspect(bare(syntax, report()));

      assertThat(found.ok()).as(syntax.title()).isTrue();
      assertThat(found.transferSyntaxUid()).isNull();
      assertThat(found.assumedTransferSyntaxUid()).isEqualTo(syntax.uid());
      assertThat(found.attributes()).containsEntry("Modality", "SR");
    }
  }

  @Test
  void pixels_of_a_file_that_names_no_transfer_syntax_are_refused() throws Exception {
    Inspection found = INSPECTOR.inspect(bare(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image()));

    assertThat(found.fault()).isNotNull();
    assertThat(found.fault().reason()).isEqualTo(Exclusion.TRANSFER_SYNTAX);
    assertThat(found.attributes()).containsEntry("PatientID", "P-1");
    assertThat(found.pixels()).isNull();
  }

  @Test
  void file_meta_information_may_come_without_a_preamble() {
    byte[] file = SampleImages.bytes(image());

    Inspection found = INSPECTOR.inspect(Arrays.copyOfRange(file, START_OF_DATA_SET, file.length));

    assertThat(found.ok()).isTrue();
    assertThat(found.pixels()).isEqualTo(INSPECTOR.inspect(file).pixels());
  }

  @Test
  void a_native_transfer_syntax_that_is_wrong_about_the_encoding_is_overruled() throws Exception {
    Inspection.Pixels pixels = INSPECTOR.inspect(SampleImages.bytes(image())).pixels();
    for (TransferSyntax declared : SampleImages.NATIVE) {
      for (TransferSyntax real : SampleImages.NATIVE) {
        if (declared.deflated() || real.deflated()) {
          continue;
        }
        byte[] named = SampleImages.bytes(declared, image());
        int meta = named.length - bare(declared, image()).length;
        ByteArrayOutputStream lying = new ByteArrayOutputStream();
        lying.write(named, 0, meta);
        lying.writeBytes(bare(real, image()));

        Inspection found = INSPECTOR.inspect(lying.toByteArray());

        assertThat(found.pixels()).as("%s for %s", declared, real).isEqualTo(pixels);
        assertThat(found.transferSyntaxUid()).isEqualTo(declared.uid());
      }
    }
  }

  @Test
  void of_a_damaged_file_the_attributes_before_the_damage_are_shown() {
    byte[] whole = SampleImages.bytes(image());

    Inspection found = INSPECTOR.inspect(Arrays.copyOf(whole, whole.length - 4));

    assertThat(found.fault()).isNotNull();
    assertThat(found.fault().reason()).isEqualTo(Exclusion.UNREADABLE);
    assertThat(found.attributes()).containsEntry("PatientID", "P-1").containsEntry("Rows", "2");
    assertThat(found.pixels()).isNull();
  }

  @Test
  void a_slope_that_is_no_number_makes_the_image_unusable() {
    DataSet dataSet = SampleImages.image("2.25.1").text(Tag.RESCALE_SLOPE, "NaN").build();

    Inspection found = INSPECTOR.inspect(SampleImages.bytes(dataSet));

    assertThat(found.ok()).isFalse();
    assertThat(found.pixels()).isNull();
  }

  @Test
  void folders_and_missing_files_are_refused_like_any_other(@TempDir Path folder) {
    assertThat(INSPECTOR.inspect(folder).fault())
        .isNotNull()
        .extracting(DicomFault::reason)
        .isEqualTo(Exclusion.NOT_DICOM);
    assertThat(INSPECTOR.inspect(folder.resolve("none")).fault())
        .isNotNull()
        .extracting(DicomFault::reason)
        .isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void its_text_form_tells_nothing_of_the_patient() {
    assertThat(INSPECTOR.inspect(SampleImages.bytes(image())).toString()).isEqualTo("Inspection");
  }
}
