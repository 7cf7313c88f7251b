package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.evaluation.counters.ReferenceLabel.MISSING;
import static org.fedval.evaluation.counters.ReferenceLabel.NEGATIVE;
import static org.fedval.evaluation.counters.ReferenceLabel.POSITIVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.fedval.agent.dicom.SampleImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceStandardTest {
  private static final List<String> FINDINGS = List.of("covid", "pneumonia");
  private static final String HEADER = "sop_instance_uid,patient_id,covid,pneumonia\n";

  @TempDir Path folder;

  private ReferenceStandard read(String csv) throws IOException, LabelsException {
    return ReferenceStandard.read(
        Files.writeString(folder.resolve("labels.csv"), csv, StandardCharsets.UTF_8), FINDINGS);
  }

  private AbstractThrowableAssert<?, ?> refused(String csv) {
    return assertThatThrownBy(() -> read(csv)).isInstanceOf(LabelsException.class);
  }

  @Test
  void labels_come_in_the_order_of_the_study_whatever_the_columns() throws Exception {
    ReferenceStandard labels =
        read(
            "pneumonia,note,patient_id,sop_instance_uid,covid\n0,x,P-1,2.25.1,1\n,y,P-2,2.25.2,0\n");

    assertThat(labels.size()).isEqualTo(2);
    assertThat(labels.row("2.25.1").orElseThrow().labels()).containsExactly(POSITIVE, NEGATIVE);
    assertThat(labels.row("2.25.2").orElseThrow().labels()).containsExactly(NEGATIVE, MISSING);
    assertThat(labels.row("2.25.2").orElseThrow().patientKey()).isEqualTo("P-2");
    assertThat(labels.row("2.25.3")).isEmpty();
  }

  @Test
  void byte_order_mark_quotes_and_every_line_end_are_read() throws Exception {
    ReferenceStandard labels =
        read(
            "\uFEFFsop_instance_uid,patient_id,covid,pneumonia,note\r\n"
                + "\"2.25.1\",\"Doe, \"\"J\"\"\",1,0,\"two\r\nlines\"\r\r\n"
                + "2.25.2,P-2,0,\"\",\"\"\r"
                + "2.25.3,P-3,0,1,end");

    assertThat(labels.row("2.25.1").orElseThrow().patientKey()).isEqualTo("Doe, \"J\"");
    assertThat(labels.row("2.25.2").orElseThrow().labels()).containsExactly(NEGATIVE, MISSING);
    assertThat(labels.size()).isEqualTo(3);
  }

  @Test
  void every_one_of_many_rows_is_found_and_no_other() throws Exception {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int n = 0; n < 5_000; n++) {
      csv.append("2.25.%d,P-%d,%d,%d%n".formatted(n, n / 2, n % 2, n % 3 % 2));
    }
    csv.append("2.25.17,P-8,1,0\n");
    Set<Integer> numbers = new HashSet<>();
    try (ReferenceStandard labels = read(csv.toString())) {
      assertThat(labels.size()).isEqualTo(5_000);
      assertThat(labels.repeatedRows()).isEqualTo(1);
      for (int n = 0; n < 5_000; n++) {
        ReferenceStandard.Row row = labels.row("2.25." + n).orElseThrow();
        assertThat(row.patientKey()).isEqualTo("P-" + n / 2);
        assertThat(row.labels().get(0)).isEqualTo(n % 2 == 1 ? POSITIVE : NEGATIVE);
        assertThat(numbers.add(row.number())).as("row %d", n).isTrue();
        assertThat(labels.row("2.25." + (5_000 + n))).isEmpty();
      }
    }
  }

  @Test
  void a_missing_column_is_named() {
    refused("sop_instance_uid,patient_id,covid\n")
        .hasMessage(
            "The labels file has no column 'pneumonia'; add it to the header and every row.");
    refused("uid,patient_id,covid,pneumonia\n").hasMessageContaining("'sop_instance_uid'");
    refused("").hasMessageContaining("empty");
  }

  @Test
  void a_bad_value_is_refused_by_its_line_and_not_repeated() {
    refused(HEADER + "2.25.1,P-1,0,0\n\n2.25.2,P-2,CANARY,0\n")
        .hasMessage(
            "Line 4 of the labels file has something other than 1, 0 or nothing for 'covid'.");
    refused(HEADER + "2.25.1,,0,0\n").hasMessage("Line 2 of the labels file has no patient_id.");
    refused(HEADER + "2.25.1,P-1,0\n")
        .hasMessage("Line 2 of the labels file has 3 values where the header has 4.");
    refused(HEADER + "2.25.1,\"P-1,0,0\n").hasMessageContaining("line 2");
  }

  @Test
  void a_column_that_stands_twice_is_refused() {
    refused("sop_instance_uid,patient_id,covid,pneumonia,covid\n")
        .hasMessageContaining("two columns of one name");
  }

  @Test
  void equal_rows_of_one_image_are_one_and_contradicting_rows_are_refused() throws Exception {
    assertThat(read(HEADER + "2.25.1,P-1,0,1\n2.25.1,P-1,0,1\n").size()).isEqualTo(1);
    refused(HEADER + "2.25.1,P-1,0,1\n2.25.1,P-1,1,1\n").hasMessageContaining("Line 3");
    refused(HEADER + "2.25.1,P-1,0,1\n2.25.1,P-2,0,1\n").hasMessageContaining("contradicts");
  }

  @Test
  void other_files_are_refused_in_one_sentence() throws Exception {
    assertThatThrownBy(() -> ReferenceStandard.read(folder.resolve("none.csv"), FINDINGS))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("There is no labels file");
    Path latin = Files.write(folder.resolve("l.csv"), new byte[] {'a', (byte) 0xE4, '\n'});
    assertThatThrownBy(() -> ReferenceStandard.read(latin, FINDINGS))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("UTF-8");
    Path zeros = Files.write(folder.resolve("z.csv"), new byte[1 << 20]);
    assertThatThrownBy(() -> ReferenceStandard.read(zeros, FINDINGS))
        .isInstanceOf(LabelsException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void the_shared_label_tables_are_read_whole() throws Exception {
    Path cxr = SampleImages.shared("cxr");
    int rows = 0;
    for (char site = 'a'; site <= 'g'; site++) {
      rows += ReferenceStandard.read(cxr.resolve("site-" + site + "/labels.csv"), FINDINGS).size();
    }
    assertThat(rows).isEqualTo(534);
  }
}
