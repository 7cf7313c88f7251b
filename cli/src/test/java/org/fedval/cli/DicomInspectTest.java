package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomInspectTest {
  @TempDir private Path folder;

  private Path image(String name, String patientName) throws IOException {
    DataSet image =
        DataSet.builder()
            .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
            .text(Tag.SOP_INSTANCE_UID, "2.25.7")
            .text(Tag.PATIENT_NAME, patientName)
            .integer(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .integer(Tag.ROWS, 1)
            .integer(Tag.COLUMNS, 2)
            .integer(Tag.BITS_ALLOCATED, 8)
            .integer(Tag.BITS_STORED, 8)
            .integer(Tag.HIGH_BIT, 7)
            .integer(Tag.PIXEL_REPRESENTATION, 0)
            .pixels8(new byte[] {1, 2})
            .build();
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      Part10Writer.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
    }
    return file;
  }

  @Test
  void json_lines_come_in_the_order_of_the_arguments_and_a_bad_file_stops_nothing()
      throws IOException {
    Path good = image("good.dcm", "M\u00fcller^\"A\"");
    Path text = Files.writeString(folder.resolve("text.dcm"), "not DICOM");
    Path missing = folder.resolve("missing.dcm");

    Fedval run = Fedval.run("dicom", "inspect", "--json", missing, good, folder, text, good);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    String[] lines = run.out().split("\\R");
    assertThat(lines).hasSize(5);
    JsonNode first = new ObjectMapper().readTree(lines[0]);
    assertThat(first.path("file").asText()).isEqualTo(missing.toString());
    assertThat(first.path("status").asText()).isEqualTo("refused");
    assertThat(first.path("reason").asText()).startsWith("UNREADABLE: ");
    assertThat(first.path("pixels").isNull()).isTrue();
    assertThat(lines[1])
        .contains("\"status\":\"ok\",\"reason\":null,\"transfer_syntax\":\"1.2.840.10008.1.2.1\"")
        .contains("\"PatientName\":\"M\u00fcller^\\\"A\\\"\"")
        .endsWith(
            "\"frames\":1,\"pixels\":{\"dtype\":\"|u1\",\"shape\":[1,2],\"sha256\":"
                + "\"a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222\"}}");
    assertThat(lines[2]).contains("NOT_DICOM");
    assertThat(lines[3]).contains("NOT_DICOM");
    assertThat(lines[4]).isEqualTo(lines[1]);
  }

  @Test
  void good_files_alone_end_with_zero() throws IOException {
    Path good = image("good.dcm", "A");

    assertThat(Fedval.run("dicom", "inspect", good).exit()).isZero();
    assertThat(Fedval.run("dicom", "inspect", "--json", good).exit()).isZero();
  }

  @Test
  void the_table_cannot_steer_a_terminal() throws IOException {
    Path hostile = image("hostile.dcm", "A\u001b[2J\u202eB");

    Fedval run = Fedval.run("dicom", "inspect", hostile);

    assertThat(run.out())
        .contains("PatientName")
        .contains("A?[2J?B")
        .contains("Explicit VR Little Endian")
        .doesNotContain("\u001b")
        .doesNotContain("\u202e");
  }

  @Test
  void no_file_is_wrong_usage() {
    assertThat(Fedval.run("dicom", "inspect").exit()).isEqualTo(2);
    assertThat(Fedval.run("dicom").exit()).isEqualTo(2);
  }
}
