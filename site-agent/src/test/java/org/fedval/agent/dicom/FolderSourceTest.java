package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
  @TempDir Path root;

  private void put(String place, byte[] content) throws IOException {
    Path file = root.resolve(place);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private List<DicomObject> objects() throws DicomSourceException {
    List<DicomObject> objects = new ArrayList<>();
    new FolderSource(root).forEach(objects::add);
    return objects;
  }

  @Test
  void every_file_deeper_down_is_a_candidate_in_name_order() throws Exception {
    byte[] image = SampleImages.bytes(SampleImages.image("2.25.1").build());
    put("dicom/b/IM1", image);
    put("dicom/a/IM2.dcm", image);
    put("dicom/a/notes.txt", new byte[] {1});
    put("dicom/a.dcm", image);

    assertThat(objects())
        .extracting(DicomObject::place)
        .containsExactly("dicom/a/IM2.dcm", "dicom/a/notes.txt", "dicom/a.dcm", "dicom/b/IM1");
  }

  @Test
  void a_folder_of_more_names_than_are_kept_is_walked_whole_and_in_order() throws Exception {
    List<String> names = new ArrayList<>();
    for (int n = 0; n < 9_000; n++) {
      names.add("many/" + Integer.toString(n * 7919 % 9_001, 36));
      put(names.get(n), new byte[0]);
    }
    names.sort(null);

    assertThat(objects()).extracting(DicomObject::place).containsExactlyElementsOf(names);
  }

  @Test
  void plain_files_at_the_top_are_ignored_but_dicom_files_are_not() throws Exception {
    put("labels.csv", "sop_instance_uid".getBytes(StandardCharsets.UTF_8));
    put("README", new byte[200]);
    put("IM1", SampleImages.bytes(SampleImages.image("2.25.1").build()));
    put("broken.DCM", new byte[3]);

    assertThat(objects()).extracting(DicomObject::place).containsExactly("IM1", "broken.DCM");
  }

  @Test
  void a_file_that_is_not_dicom_says_so_when_it_is_read() throws Exception {
    put("dicom/notes.txt", new byte[1000]);

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> objects().get(0).read());

    assertThat(fault.reason()).isEqualTo(Exclusion.NOT_DICOM);
  }

  @Test
  void links_are_followed_but_not_in_circles() throws Exception {
    put("dicom/IM1", SampleImages.bytes(SampleImages.image("2.25.1").build()));
    Files.createSymbolicLink(root.resolve("dicom/round"), root);
    Files.createSymbolicLink(root.resolve("dicom/gone"), root.resolve("nowhere"));
    Files.createSymbolicLink(root.resolve("dicom/link"), root.resolve("dicom/IM1"));

    assertThat(objects())
        .extracting(DicomObject::place)
        .containsExactly("dicom/IM1", "dicom/gone", "dicom/link");
    assertThat(objects().get(2).pixels().rows()).isEqualTo(2);
    assertThatThrownBy(() -> objects().get(1).read()).isInstanceOf(DicomFault.class);
  }

  @Test
  void ids_are_stable_and_tell_nothing_of_the_name() throws Exception {
    put("dicom/CANARY", new byte[1]);
    put("dicom/other", new byte[1]);

    assertThat(objects().get(0).id()).isEqualTo(objects().get(0).id()).hasSize(16);
    assertThat(objects().get(0).id()).isNotEqualTo(objects().get(1).id());
    assertThat(objects().get(0).toString()).doesNotContain("CANARY");
  }

  @Test
  void a_missing_folder_is_one_clear_sentence() {
    assertThatThrownBy(() -> new FolderSource(root.resolve("none")).forEach(object -> {}))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("does not exist");
  }
}
