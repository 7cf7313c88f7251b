package org.fedval.cli.demo.synthetic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.cohort.CohortReader;
import org.fedval.agent.cohort.ReferenceStandard;
import org.fedval.agent.cohort.SubgroupLevels;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticHospitalsTest {
  private static final List<String> FINDINGS = List.of("nodule", "effusion");

  @TempDir private Path folder;

  private static String digest(Path root) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(root.relativize(file).toString().replace('\\', '/').getBytes(UTF_8));
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void one_seed_gives_the_same_bytes_and_another_gives_others() throws Exception {
    SyntheticHospitals.writeSite(folder.resolve("a"), 3, 12, 7);
    SyntheticHospitals.writeSite(folder.resolve("b"), 3, 12, 7);
    SyntheticHospitals.writeSite(folder.resolve("c"), 3, 12, 8);

    assertThat(digest(folder.resolve("b"))).isEqualTo(digest(folder.resolve("a")));
    assertThat(digest(folder.resolve("c"))).isNotEqualTo(digest(folder.resolve("a")));
  }

  @Test
  void the_bytes_are_those_of_every_other_machine() throws Exception {
    SyntheticHospitals.writeSite(folder, 6, 12, 7);

    assertThat(digest(folder))
        .isEqualTo("a6b2ee7ba74bfdfc92aead1597601be824de79a4ae3fabb8f60ad9f8ca18cbe0");
  }

  @Test
  void the_reader_takes_every_labelled_image_and_refuses_the_rest_by_reason() throws Exception {
    SyntheticHospitals.Summary summary = SyntheticHospitals.write(folder, 3, 1);

    int included = 0;
    Set<String> patients = new HashSet<>();
    Map<Exclusion, Integer> excluded = new EnumMap<>(Exclusion.class);
    for (int site = 1; site <= 3; site++) {
      List<DicomObject> accepted = new ArrayList<>();
      for (CohortEntry entry : read(folder.resolve("site-" + site))) {
        if (entry instanceof CohortEntry.Included in) {
          accepted.add(in.object());
          patients.add(in.cohortCase().patientKey());
        } else if (entry instanceof CohortEntry.Excluded out) {
          excluded.merge(out.reason(), 1, Integer::sum);
        }
      }
      for (DicomObject object : accepted) {
        try {
          assertThat(object.pixels().rows()).isBetween(192, 208);
          included++;
        } catch (DicomFault fault) {
          excluded.merge(fault.reason(), 1, Integer::sum);
        }
      }
    }

    assertThat(included).isEqualTo(summary.images()).isBetween(480, 640);
    assertThat(summary.patients()).isBetween(470, 520);
    assertThat(patients.size()).isBetween(summary.patients(), summary.patients() + 3);
    assertThat(excluded.get(Exclusion.NO_LABEL_ROW)).isEqualTo(12);
    assertThat(excluded.get(Exclusion.DUPLICATE_INSTANCE)).isEqualTo(3);
    assertThat(excluded.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(24);
  }

  private static List<CohortEntry> read(Path site) throws Exception {
    List<CohortEntry> entries = new ArrayList<>();
    new CohortReader(
            new FolderSource(site),
            ReferenceStandard.read(site.resolve("labels.csv"), FINDINGS),
            CohortRule.ANY,
            new SubgroupLevels(List.of()))
        .read(entries::add);
    return entries;
  }

  @Test
  void every_image_names_a_canary_and_the_labels_name_none() throws Exception {
    SyntheticHospitals.writeSite(folder, 1, 3, 1);

    Path image = folder.resolve("site-1/dicom/DX/SYN-S1P0001/image1.dcm");
    assertThat(new String(Files.readAllBytes(image), ISO_8859_1)).contains("CANARY-S1P0001");
    assertThat(Files.readString(folder.resolve("site-1/labels.csv"))).doesNotContain("CANARY");
  }

  @Test
  void fewer_than_three_and_more_than_twelve_hospitals_are_refused() {
    for (int sites : new int[] {-1, 2, 13}) {
      assertThatThrownBy(() -> SyntheticHospitals.write(folder, sites, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The demo makes 3 to 12 hospitals.");
    }
  }

  @Test
  void a_folder_that_cannot_be_made_is_an_io_failure() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));

    assertThatThrownBy(() -> SyntheticHospitals.write(file, 3, 1)).isInstanceOf(IOException.class);
  }
}
