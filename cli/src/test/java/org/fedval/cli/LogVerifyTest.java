package org.fedval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.fedval.crypto.log.Checkpoint;
import org.fedval.crypto.log.LogConsistency;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.MerkleTree;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogVerifyTest {
  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final MerkleTree tree = new MerkleTree();
  private final List<byte[]> entries = new ArrayList<>();

  @TempDir private Path folder;

  private Path pub;
  private SignedCheckpoint older;
  private SignedCheckpoint newer;

  @BeforeEach
  void log() throws Exception {
    pub = folder.resolve("coordinator.pub");
    Files.writeString(pub, HexFormat.of().formatHex(key.verifyingKey().toByteArray()) + "\n");
    Sha256Digest previous = Sha256Digest.ZERO;
    for (int i = 0; i < 7; i++) {
      LogEntry entry =
          new LogEntry(
              i,
              LogEvent.VOTE,
              Sha256Digest.ZERO,
              SigInput.OUTSIDE,
              Sha256Digest.hash(new byte[] {(byte) i}),
              previous);
      previous = entry.hash();
      entries.add(entry.encode());
      tree.append(entry.encode());
      if (i == 3) {
        older = head();
      }
    }
    newer = head();
  }

  @Test
  void an_entry_of_the_log_verifies_and_another_does_not() throws Exception {
    Path entry = file("entry-2.bin", entries.get(2));
    Path proof = text("proof-2.txt", LogProof.of(2, tree, newer).render());

    Fedval verified = verify("--entry", entry, "--proof", proof);
    Files.write(entry, entries.get(3));
    Fedval refused = verify("--entry", entry, "--proof", proof);

    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out())
        .contains("Verified: entry 2, VOTE at 1970-01-01T00:00:02Z, is in the log of 7 entries");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).contains("NOT VERIFIED: this proof is not for this entry.");
  }

  @Test
  void a_log_that_only_grew_verifies_and_a_rewritten_one_does_not() throws Exception {
    Path kept = text("checkpoint-4.txt", older.render());
    Path proof = text("consistency-4-7.txt", LogConsistency.of(4, tree, newer).render());

    Fedval verified = verify("--checkpoint", kept, "--consistency", proof);

    assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    assertThat(verified.out()).contains("the log of 7 entries begins with the log of 4 entries");

    MerkleTree rewritten = new MerkleTree();
    rewritten.append(new byte[] {9});
    entries.subList(1, 4).forEach(rewritten::append);
    Checkpoint forged = Checkpoint.of(NoteKey.log(key.verifyingKey()).name(), rewritten);
    Files.writeString(kept, SignedCheckpoint.sign(forged, key).render());
    Fedval refused = verify("--checkpoint", kept, "--consistency", proof);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).contains("does not begin with the older one");
  }

  @Test
  void a_head_of_another_coordinator_is_refused() throws Exception {
    Path entry = file("entry-2.bin", entries.get(2));
    Path proof = text("proof-2.txt", LogProof.of(2, tree, newer).render());
    SigningKey other = SigningKey.generate(new SecureRandom());
    Files.writeString(pub, HexFormat.of().formatHex(other.verifyingKey().toByteArray()));

    Fedval refused = verify("--entry", entry, "--proof", proof);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).startsWith("NOT VERIFIED: ");
  }

  @Test
  void a_proof_without_its_entry_is_a_usage_error() throws Exception {
    Fedval refused = verify("--proof", text("proof.txt", LogProof.of(2, tree, newer).render()));

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("--entry with --proof");
  }

  private SignedCheckpoint head() {
    return SignedCheckpoint.sign(Checkpoint.of(NoteKey.log(key.verifyingKey()).name(), tree), key);
  }

  private Fedval verify(Object... more) {
    Object[] args = new Object[4 + more.length];
    System.arraycopy(new Object[] {"log", "verify", "--coordinator-key", pub}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    return Fedval.run(args);
  }

  private Path file(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path text(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
