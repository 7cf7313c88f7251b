package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every file of the shared radiographs against what their metadata table says. */
class SharedRadiographsTest {
  private record Row(Map<String, String> fields) {
    String get(String column) {
      return fields.getOrDefault(column, "");
    }
  }

  private static List<Row> metadata(Path root) throws Exception {
    List<String> lines = Files.readAllLines(root.resolve("metadata.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      Map<String, String> fields = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        fields.put(header.get(i), values[i]);
      }
      rows.add(new Row(fields));
    }
    return rows;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  @Test
  void pixels_and_attributes_are_those_of_the_metadata_table() throws Exception {
    Path root = SampleImages.shared("cxr");
    Part10Reader reader = new Part10Reader(ReaderLimits.STANDARD);
    int decoded = 0;
    int refused = 0;
    for (Row row : metadata(root)) {
      Path file = root.resolve(row.get("file"));
      SopInstance instance = SopInstance.of(reader.readAttributes(file));

      assertThat(instance.sopInstanceUid()).isEqualTo(row.get("sop_instance_uid"));
      assertThat(text(instance.patientId())).isEqualTo(row.get("patient_id"));
      assertThat(text(instance.sex())).isEqualTo(row.get("sex"));
      assertThat(text(instance.ageYears())).isEqualTo(row.get("age"));
      assertThat(text(instance.viewPosition()))
          .isEqualTo(row.get("view").replaceFirst("^AP .*", "AP"));
      assertThat(text(instance.manufacturer())).isEqualTo(row.get("manufacturer"));
      assertThat(instance.kvp())
          .isEqualTo(row.get("kvp").isEmpty() ? null : Double.valueOf(row.get("kvp")));
      assertThat(text(instance.sopClassUid())).isEqualTo(row.get("sop_class"));
      assertThat(instance.transferSyntaxUid()).isEqualTo(row.get("transfer_syntax"));
      try {
        GrayscaleImage image = PixelDecoder.standard().decode(reader.read(file));
        if (!row.get("stored_pixels_sha256").isEmpty()) { // empty where the coding was lossy
          assertThat(ContentDigest.of(image).hex()).isEqualTo(row.get("stored_pixels_sha256"));
        }
        assertThat(text(image.bitsStored())).isEqualTo(row.get("bits_stored"));
        assertThat(image.monochrome1()).isEqualTo(row.get("photometric").equals("MONOCHROME1"));
        decoded++;
      } catch (DicomFault fault) {
        assertThat(fault.reason()).isEqualTo(Exclusion.TRANSFER_SYNTAX);
        assertThat(TransferSyntax.find(row.get("transfer_syntax")))
            .get()
            .matches(syntax -> !syntax.decoded());
        refused++;
      }
    }
    assertThat(decoded).isGreaterThanOrEqualTo(426);
    assertThat(decoded + refused).isEqualTo(534);
  }
}
