package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.agent.cases.KeptCase;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedCohortTest {
  private static final int CASES = 100;

  @TempDir private Path folder;

  private StoredCohort cohort;

  @BeforeEach
  void images() throws Exception {
    cohort = StoredCohort.make(folder).with(CASES);
    Files.write(cohort.images.resolve("junk.dcm"), new byte[200]);
  }

  @Test
  void every_case_stands_in_the_journal_once_in_the_order_of_the_cohort() throws Exception {
    cohort.count();

    List<KeptCase> kept = kept();
    assertThat(kept).hasSize(CASES + 1);
    assertThat(kept).extracting(KeptCase::place).isSorted();
    assertThat(kept.get(0).sopInstanceUid()).isEqualTo("2.25.0");
    assertThat(kept.get(0).scores()).hasSize(2);
    assertThat(kept.get(CASES).exclusion()).contains(Exclusion.NOT_DICOM);
    assertThat(kept.get(CASES).sopInstanceUid()).isNull();
  }

  @Test
  void a_pass_that_was_cut_anywhere_ends_as_an_undisturbed_one() throws Exception {
    String undisturbed = cohort.count();
    byte[] whole = Files.readAllBytes(cohort.journal());
    for (int length = 0; length <= whole.length; length += 1 + whole.length / 12) {
      Files.write(cohort.journal(), Arrays.copyOf(whole, length));
      assertThat(cohort.count()).as("cut at %d of %d", length, whole.length).isEqualTo(undisturbed);
      assertThat(Files.size(cohort.journal())).isEqualTo(whole.length);
    }
  }

  @Test
  void a_case_that_stands_is_not_read_again() throws Exception {
    String undisturbed = cohort.count();
    Path file = cohort.file(3);
    FileTime time = Files.getLastModifiedTime(file);
    cohort.image(3, 999);
    Files.setLastModifiedTime(file, time);

    assertThat(cohort.count()).as("other pixels that nobody can notice").isEqualTo(undisturbed);

    cohort.journals().erase(cohort.study().definition().hash());
    assertThat(cohort.count()).as("without a journal").isNotEqualTo(undisturbed);
  }

  @Test
  void a_changed_file_is_scored_again() throws Exception {
    cohort.count();
    cohort.image(50, 999);
    Files.setLastModifiedTime(cohort.file(50), FileTime.from(Instant.ofEpochSecond(1_000_000)));

    assertThat(cohort.count()).isEqualTo(fresh());
  }

  @Test
  void added_and_removed_files_give_what_a_pass_without_a_journal_gives() throws Exception {
    cohort.count();
    cohort.image(200, 200);
    cohort.labels(201);
    String added = cohort.count();
    assertThat(added).as("one more at the end").isEqualTo(fresh());

    Files.delete(cohort.file(200));
    assertThat(cohort.count()).as("one less at the end").isEqualTo(fresh()).isNotEqualTo(added);

    Files.delete(cohort.file(20));
    assertThat(cohort.count()).as("one less in the middle").isEqualTo(fresh());
    assertThat(kept()).hasSize(CASES);
  }

  @Test
  void corrected_labels_count_without_scoring_again() throws Exception {
    String before = cohort.count();
    byte[] journal = Files.readAllBytes(cohort.journal());
    Path labels = cohort.images.resolve("labels.csv");
    Files.writeString(labels, Files.readString(labels).replace("P-4,1", "P-4,0"));

    assertThat(cohort.count()).isNotEqualTo(before);
    assertThat(Files.readAllBytes(cohort.journal())).isEqualTo(journal);
  }

  @Test
  void pictures_that_came_twice_are_still_counted_after_a_restart() throws Exception {
    cohort.image(60, 1);
    cohort.count();
    assertThat(cohort.status.snapshot().sentence())
        .startsWith("1 picture came under more than one");

    cohort.count();

    assertThat(cohort.status.snapshot().sentence())
        .startsWith("1 picture came under more than one");
  }

  @Test
  void another_version_of_the_software_scores_again_and_says_so() throws Exception {
    String before = cohort.count("fedval 1");
    byte[] journal = Files.readAllBytes(cohort.journal());

    assertThat(cohort.count("fedval 2")).isEqualTo(before);

    assertThat(Files.readAllBytes(cohort.journal())).isNotEqualTo(journal);
  }

  @Test
  void a_damaged_journal_is_counted_again_from_nothing() throws Exception {
    String undisturbed = cohort.count();
    byte[] whole = Files.readAllBytes(cohort.journal());
    whole[whole.length / 2] ^= 1;
    Files.write(cohort.journal(), whole);

    assertThat(cohort.count()).isEqualTo(undisturbed);
    assertThat(kept()).hasSize(CASES + 1);
  }

  @Test
  void the_status_tells_counts_and_at_the_end_that_none_is_left() throws Exception {
    cohort.count();

    assertThat(cohort.status.snapshot().scored()).isEqualTo(CASES);
    assertThat(cohort.status.snapshot().excluded()).isEqualTo(1);
    assertThat(cohort.status.snapshot().left()).as("after the pass").isNull();
  }

  private List<KeptCase> kept() throws Exception {
    List<KeptCase> kept = new ArrayList<>();
    cohort.journals().read(cohort.study().definition().hash(), kept::add);
    return kept;
  }

  private String fresh() throws Exception {
    byte[] journal = Files.readAllBytes(cohort.journal());
    cohort.journals().erase(cohort.study().definition().hash());
    String fresh = cohort.count();
    Files.write(cohort.journal(), journal);
    return fresh;
  }
}
