package org.fedval.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("audit.log");
  }

  @Test
  void entries_go_on_after_a_restart_and_the_same_one_is_written_once() throws Exception {
    LocalLog log = log();
    log.record(LogEvent.STUDY_APPROVED, hash(1));
    log.record(LogEvent.VOTE, hash(9), hash(2));
    log.record(LogEvent.VOTE, hash(9), hash(2));

    LocalLog again = log();
    again.record(LogEvent.VOTE, hash(9), hash(2));
    again.record(LogEvent.RESULT, hash(9), hash(3));

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1))
        .startsWith("1800000000 VOTE " + hash(9).hex() + " " + hash(2).hex() + " ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_line_that_a_stopped_agent_left_unfinished_is_removed() throws Exception {
    log().record(LogEvent.STUDY_APPROVED, hash(1));
    String whole = Files.readString(file);
    Files.writeString(file, "1800000000 VO", StandardOpenOption.APPEND);

    log().record(LogEvent.VOTE, hash(2));

    assertThat(Files.readString(file)).startsWith(whole).doesNotContain("VO1800").endsWith("\n");
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void no_character_of_a_whole_line_can_be_changed_and_no_line_taken_out() throws Exception {
    LocalLog log = log();
    for (int n = 0; n < 3; n++) {
      log.record(LogEvent.VOTE, hash(n));
    }
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length - 1; at++) {
      byte[] changed = sound.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      refused("character " + at);
    }
    List<String> lines = new String(sound).lines().toList();
    Files.write(file, List.of(lines.get(0), lines.get(2)));
    refused("a line taken out");
    Files.write(file, List.of(lines.get(1), lines.get(0), lines.get(2)));
    refused("lines exchanged");
  }

  @Test
  void what_cannot_be_written_is_told_and_may_be_tried_again() throws Exception {
    Files.createDirectory(file);
    LocalLog log = log();

    assertThatThrownBy(() -> log.record(LogEvent.VOTE, hash(1)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nothing is sent");

    Files.delete(file);
    log.record(LogEvent.VOTE, hash(1));
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  private void refused(String damage) {
    assertThatThrownBy(() -> log().record(LogEvent.RESULT, hash(7)))
        .as(damage)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("nothing is sent");
  }

  private LocalLog log() {
    return new LocalLog(file, CLOCK);
  }

  private static Sha256Digest hash(int n) {
    return Sha256Digest.hash(new byte[] {(byte) n});
  }
}
