package org.fedval.agent.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseJournalTest {
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});
  private static final long EXPIRES = 2_000_000_000L;
  private static final KeptCase SCORED =
      new KeptCase(
          Sha256Digest.hash(new byte[] {2}),
          "ward 7/müller.dcm",
          "2.25.7711",
          ContentDigest.ofBytes(new byte[32]),
          null,
          new float[] {0.1f, Float.MIN_VALUE});
  private static final KeptCase EXCLUDED =
      new KeptCase(Sha256Digest.ZERO, "junk", null, null, Exclusion.NOT_DICOM, new float[0]);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final Kek kek = new Kek(SecretBytes.random(Kek.BYTES, random), random);
  private final List<String> told = new ArrayList<>();

  @Test
  void cases_come_back_as_they_ended_to_the_last_bit() throws Exception {
    write(List.of(SCORED, EXCLUDED), List.of(EXCLUDED));

    List<KeptCase> read = new ArrayList<>();
    journals().read(STUDY, read::add);

    assertThat(read).hasSize(3);
    assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(SCORED);
    assertThat(read.get(1)).usingRecursiveComparison().isEqualTo(EXCLUDED);
    assertThat(told).isEmpty();
  }

  @Test
  void the_file_is_the_agents_own_and_shows_nothing_of_a_case() throws Exception {
    write(List.of(SCORED));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .doesNotContain("ward 7", "2.25.7711", "s-1", "dark");
    assertThat(SCORED.toString()).doesNotContain("2.25", "ward");
  }

  @Test
  void a_last_record_that_was_torn_anywhere_is_dropped_and_the_rest_stands() throws Exception {
    write(List.of(SCORED));
    int before = (int) Files.size(file());
    write(List.of(SCORED), List.of(SCORED, EXCLUDED));
    byte[] two = Files.readAllBytes(file());
    for (int length = before; length < two.length; length++) {
      Files.write(file(), Arrays.copyOf(two, length));
      assertThat(sizes()).as("cut at %d", length).containsExactly(1);
    }
    assertThat(told).isEmpty();
  }

  @Test
  void after_a_torn_record_the_journal_goes_on() throws Exception {
    write(List.of(SCORED), List.of(EXCLUDED));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));

    try (CaseJournal journal = begin(binding("cpu"))) {
      assertThat(journal.next()).isPresent();
      assertThat(journal.next()).isEmpty();
      journal.append(new CaseBatch(List.of(EXCLUDED, EXCLUDED), false));
    }

    assertThat(sizes()).containsExactly(1, 2);
  }

  @Test
  void damage_before_the_end_is_told_and_nothing_of_the_journal_is_used() throws Exception {
    write(List.of(SCORED), List.of(SCORED), List.of(EXCLUDED));
    byte[] whole = Files.readAllBytes(file());
    for (int at : new int[] {3, 70, whole.length / 2, whole.length - 200}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file(), damaged);
      told.clear();

      assertThat(sizes()).as("byte %d", at).isEmpty();
      assertThat(told).singleElement().asString().contains("damaged").endsWith("scored again.");
    }
  }

  @Test
  void a_record_does_not_open_at_another_place() throws Exception {
    write(List.of(SCORED), List.of(SCORED), List.of(EXCLUDED));
    byte[] whole = Files.readAllBytes(file());
    write(List.of(SCORED), List.of(SCORED));
    int record = (int) Files.size(file());
    write(List.of(SCORED));
    record -= (int) Files.size(file());
    int from = (int) Files.size(file()) - record;
    byte[] swapped = whole.clone();
    System.arraycopy(whole, from, swapped, from + record, record);
    System.arraycopy(whole, from + record, swapped, from, record);
    Files.write(file(), swapped);

    assertThat(sizes()).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void another_provider_software_or_model_begins_anew() throws Exception {
    write(List.of(SCORED));

    try (CaseJournal journal = begin(binding("cuda:0"))) {
      assertThat(journal.next()).isEmpty();
    }

    assertThat(told).singleElement().asString().contains("changed").endsWith("scored again.");
    assertThat(sizes()).isEmpty();
  }

  @Test
  void another_homes_key_opens_nothing() throws Exception {
    write(List.of(SCORED));
    Kek other = new Kek(SecretBytes.random(Kek.BYTES, random), random);

    assertThatThrownBy(
            () -> new CaseJournals(folder, other, new LocalDisk(), random).read(STUDY, one -> {}))
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("another key");
  }

  @Test
  void a_cut_drops_the_batch_at_hand_and_all_behind_it() throws Exception {
    write(List.of(SCORED), List.of(SCORED, SCORED), List.of(EXCLUDED));

    try (CaseJournal journal = begin(binding("cpu"))) {
      var first = journal.next();
      var second = journal.next();
      assertThat(first).isPresent();
      assertThat(second).isPresent();
      journal.cut();
      journal.append(new CaseBatch(List.of(EXCLUDED, EXCLUDED, EXCLUDED), false));
    }

    assertThat(sizes()).containsExactly(1, 3);
  }

  @Test
  void a_journal_is_destroyed_thirty_days_after_its_study_expired() throws Exception {
    write(List.of(SCORED));
    Instant expiry = Instant.ofEpochSecond(EXPIRES);

    journals().sweep(expiry.plus(CaseJournals.RETENTION));
    assertThat(journals().heads())
        .singleElement()
        .satisfies(head -> assertThat(head.studyId()).isEqualTo("s-1"));

    journals().sweep(expiry.plus(CaseJournals.RETENTION).plusSeconds(1));
    assertThat(file()).doesNotExist();
  }

  private CaseJournals journals() {
    return new CaseJournals(folder, kek, new LocalDisk(), random);
  }

  private CaseJournal begin(CaseBinding binding) throws Exception {
    return journals().begin(binding, told::add);
  }

  private static CaseBinding binding(String provider) {
    return new CaseBinding(
        STUDY, "s-1", EXPIRES, List.of(STUDY), List.of("dark", "bright"), provider, "v", 16, 1);
  }

  /** A new journal of these batches. */
  @SafeVarargs
  private void write(List<KeptCase>... batches) throws Exception {
    journals().erase(STUDY);
    try (CaseJournal journal = begin(binding("cpu"))) {
      for (List<KeptCase> batch : batches) {
        journal.append(new CaseBatch(batch, false));
      }
    }
  }

  /** Cases a kept batch. */
  private List<Integer> sizes() throws Exception {
    List<Integer> sizes = new ArrayList<>();
    try (CaseJournal journal = begin(binding("cpu"))) {
      for (Optional<CaseBatch> next = journal.next(); next.isPresent(); next = journal.next()) {
        sizes.add(next.get().cases().size());
      }
    }
    return sizes;
  }

  private Path file() {
    return folder.resolve(STUDY.hex() + ".journal");
  }
}
