package org.fedval.crypto.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * That a log only grew between two of its heads: the text {@code "old <size>"}, the proof's hashes,
 * a blank line and the newer checkpoint, as C2SP tlog-witness sends it to witnesses.
 */
public final class LogConsistency {
  private static final String OLD = "old ";

  private final ConsistencyProof proof;
  private final SignedCheckpoint newer;

  private LogConsistency(ConsistencyProof proof, SignedCheckpoint newer) {
    this.proof = proof;
    this.newer = newer;
  }

  /** The proof from an older size of {@code tree} to a checkpoint of that tree. */
  public static LogConsistency of(long oldSize, MerkleTree tree, SignedCheckpoint newer) {
    return new LogConsistency(tree.consistency(oldSize, newer.checkpoint().size()), newer);
  }

  /** Reads a proof and checks the log's signature of its checkpoint. */
  public static LogConsistency verified(String text, NoteKey log) {
    NoteText.require(
        text.length() <= SignedNote.MAX_CHARACTERS, "A log proof is larger than 1 MiB.");
    int blank = text.indexOf("\n\n");
    NoteText.require(
        blank > 0 && text.startsWith(OLD), "This is not a proof that a log only grew.");
    String[] lines = text.substring(0, blank).split("\n", -1);
    SignedCheckpoint newer = SignedCheckpoint.verified(text.substring(blank + 2), log);
    List<Sha256Digest> path = Arrays.stream(lines).skip(1).map(NoteText::digest).toList();
    return new LogConsistency(
        new ConsistencyProof(
            NoteText.number(lines[0].substring(OLD.length())), newer.checkpoint().size(), path),
        newer);
  }

  /** Whether the newer log begins with all entries of the older one. */
  public boolean leadsFrom(Checkpoint older) {
    return older.size() == proof.oldSize()
        && older.origin().equals(newer.checkpoint().origin())
        && proof.verifies(older.root(), newer.checkpoint().root());
  }

  /** The head that the proof leads to. */
  public SignedCheckpoint newer() {
    return newer;
  }

  /** The whole text. */
  public String render() {
    List<String> lines = new ArrayList<>(List.of(OLD + proof.oldSize()));
    proof.path().forEach(hash -> lines.add(NoteText.base64(hash.toByteArray())));
    return String.join("\n", lines) + "\n\n" + newer.render();
  }

  @Override
  public String toString() {
    return "LogConsistency[%d to %d]".formatted(proof.oldSize(), proof.newSize());
  }
}
