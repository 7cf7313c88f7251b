package org.fedval.agent.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.fedval.agent.audit.ChainFile;
import org.fedval.agent.receipts.EgressReceipt.About;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {1});
  private static final Sha256Digest SESSION = Sha256Digest.hash(new byte[] {2});

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("receipts").resolve("receipts.log");
  }

  @Test
  void a_receipt_names_type_size_hash_study_and_slot() throws Exception {
    byte[] message = "vote".getBytes(StandardCharsets.UTF_8);

    log().record("VOTE", message, new About(STUDY, "slot-0", SESSION));

    String[] fields = Files.readString(file).split("[ \n]");
    assertThat(fields)
        .hasSize(8)
        .startsWith(
            "2026-11-21T12:00:00Z",
            "VOTE",
            "4",
            Sha256Digest.hash(message).hex(),
            STUDY.hex(),
            "slot-0",
            SESSION.hex());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void two_writers_make_one_chain() throws Exception {
    ReceiptLog agent = log();
    ReceiptLog enrolment = log();
    for (int n = 0; n < 4; n++) {
      (n % 2 == 0 ? agent : enrolment).record("VOTE", new byte[] {(byte) n}, About.NOTHING);
    }

    ChainFile.Check<EgressReceipt> check = ReceiptLog.check(file);
    assertThat(check.broken()).isEmpty();
    assertThat(check.entries()).hasSize(4);
  }

  @Test
  void a_session_that_was_named_once_is_known_later() throws Exception {
    log().record("MASKED", new byte[1], new About(STUDY, "slot-1", SESSION));
    log().record("REVEAL_A", new byte[1], new About(Sha256Digest.ZERO, "", SESSION));

    assertThat(ReceiptLog.check(file).entries().get(1).about())
        .isEqualTo(new About(STUDY, "slot-1", SESSION));
  }

  @Test
  void the_check_names_the_first_line_that_was_changed_taken_out_or_moved() throws Exception {
    for (int n = 0; n < 5; n++) {
      log().record("VOTE", new byte[] {(byte) n}, About.NOTHING);
    }
    List<String> sound = Files.readAllLines(file);

    String smaller = sound.get(2).replace(" VOTE 1 ", " VOTE 0 ");
    broken(List.of(sound.get(0), sound.get(1), smaller, sound.get(3), sound.get(4)), 3);
    broken(List.of(sound.get(0), sound.get(2), sound.get(3), sound.get(4)), 2);
    broken(List.of(sound.get(0), sound.get(2), sound.get(1)), 2);
    broken(List.of(sound.get(1)), 1);
  }

  @Test
  void nothing_may_be_sent_while_the_chain_is_broken_or_cannot_be_written() throws Exception {
    log().record("VOTE", new byte[1], About.NOTHING);
    Files.writeString(file, Files.readString(file).replace("VOTE", "VETO"));

    assertThatThrownBy(() -> log().record("VOTE", new byte[1], About.NOTHING))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("were changed, so nothing is sent");
    Files.delete(file);
    Files.createDirectory(file);
    assertThatThrownBy(() -> log().record("VOTE", new byte[1], About.NOTHING))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot be written, so nothing is sent");
  }

  private void broken(List<String> lines, long line) throws Exception {
    Files.write(file, lines);
    assertThat(ReceiptLog.check(file).broken()).hasValue(line);
  }

  private ReceiptLog log() {
    return new ReceiptLog(file, CLOCK);
  }
}
