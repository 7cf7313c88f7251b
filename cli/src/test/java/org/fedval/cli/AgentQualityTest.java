package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentQualityTest {
  @TempDir private Path home;

  private void record(String digest, String id, long optOuts, long seconds) throws Exception {
    Path folder = Files.createDirectories(home.resolve("state/data-quality"));
    Path file =
        Files.writeString(
            folder.resolve(digest + ".json"),
            """
            {"schema": "fedval.data-quality/v1", "study": "%s", "study_id": "%s",
             "objects": 12, "cases": 9, "patients": 7,
             "excluded": {"opt_out": %d, "age": 1}, "label_rows_without_image": 0,
             "patients_with_conflicting_sex": 1, "unexpected_values": {"view": 2, "sex": 0}}
            """
                .formatted(digest, id, optOuts));
    Files.setLastModifiedTime(file, FileTime.fromMillis(seconds * 1000));
  }

  @Test
  void the_last_record_is_printed_in_words_and_what_is_zero_is_left_out() throws Exception {
    record("aa", "old-study", 5, 1_000);
    record("bb", "new-study", 2, 2_000);

    Fedval printed = Fedval.run("agent", "quality", "--home", home);

    assertThat(printed.exit()).isZero();
    assertThat(printed.out().lines())
        .containsExactly(
            "Data quality, study new-study",
            "",
            "      12  files found",
            "       9  cases, before their pixels are decoded",
            "       7  patients among the cases",
            "       2  excluded, OPT_OUT: the patient opted out",
            "       1  excluded, AGE: age outside the cohort rule, or not known",
            "       1  patients with more than one sex",
            "       2  cases with a value that neither plan nor mapping knows of view");
  }

  @Test
  void a_study_is_found_by_id_or_digest_and_an_unknown_one_is_a_sentence() throws Exception {
    record("aa", "old-study", 5, 1_000);
    record("bb", "new-study", 2, 2_000);

    assertThat(Fedval.run("agent", "quality", "--home", home, "--study", "old-study").out())
        .contains("5  excluded, OPT_OUT");
    assertThat(Fedval.run("agent", "quality", "--home", home, "--study", "aa").out())
        .contains("study old-study");
    Fedval none = Fedval.run("agent", "quality", "--home", home, "--study", "other");
    assertThat(none.exit()).isNotZero();
    assertThat(none.err()).contains("no study 'other' was counted in");
    assertThat(Fedval.run("agent", "quality", "--home", home.resolve("x")).err())
        .contains("no study was counted");
  }
}
