package org.fedval.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionJournalTest {
  private static final Sha256Digest SID = Sha256Digest.hash(new byte[] {1});

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final Kek kek = new Kek(SecretBytes.random(Kek.BYTES, random), random);
  private Path file;
  private Path countsFile;
  private byte[] afterOne;
  private byte[] countsAfterOne;

  @BeforeEach
  void two_records() throws Exception {
    file = folder.resolve("journal");
    countsFile = folder.resolve("counts");
    SessionJournal journal =
        SessionJournal.create(file, SID, kek, new LocalDisk(), counts(), random);
    journal.append(record("one"));
    afterOne = Files.readAllBytes(file);
    countsAfterOne = Files.readAllBytes(countsFile);
    journal.append(record("two"));
  }

  @Test
  void records_come_back_in_order_and_more_can_follow() throws Exception {
    SessionJournal.Opened opened = open();
    assertThat(texts(opened)).containsExactly("one", "two");

    opened.journal().append(record("three"));

    assertThat(texts(open())).containsExactly("one", "two", "three");
    assertThat(counts().of(SID)).isEqualTo(3);
    assertThat(counts().total()).isEqualTo(3);
  }

  @Test
  void a_record_torn_before_it_was_counted_is_dropped_wherever_it_was_cut() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    for (int length = afterOne.length; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      Files.write(countsFile, countsAfterOne);

      SessionJournal.Opened opened = open();
      assertThat(texts(opened)).containsExactly("one");
      opened.journal().append(record("again"));
      assertThat(texts(open())).containsExactly("one", "again");
    }
  }

  @Test
  void a_whole_record_that_was_not_counted_stays() throws Exception {
    Files.write(countsFile, countsAfterOne);

    assertThat(texts(open())).containsExactly("one", "two");
  }

  @Test
  void a_counted_record_that_is_cut_or_gone_is_damage() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::open).as("cut to %d", length).isInstanceOf(JournalDamaged.class);
    }
  }

  @Test
  void a_changed_byte_anywhere_is_damage() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThatThrownBy(this::open).as("byte %d", at).isInstanceOf(JournalDamaged.class);
    }
  }

  @Test
  void counts_that_lag_by_two_or_vanished_are_damage() throws Exception {
    Files.delete(countsFile);

    assertThatThrownBy(this::open).isInstanceOf(JournalDamaged.class);
  }

  @Test
  void a_destroyed_journal_is_gone_and_not_missed() throws Exception {
    open().journal().destroy();

    assertThat(file).doesNotExist();
    assertThat(counts().sessions()).isEmpty();
    assertThat(counts().total()).as("counts up for ever").isEqualTo(2);
  }

  private JournalCounts counts() throws Exception {
    return JournalCounts.open(countsFile, kek, new LocalDisk());
  }

  private SessionJournal.Opened open() throws Exception {
    return SessionJournal.open(file, SID, kek, new LocalDisk(), counts(), random);
  }

  private static byte[] record(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(SessionJournal.Opened opened) {
    return opened.records().stream()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .toList();
  }
}
