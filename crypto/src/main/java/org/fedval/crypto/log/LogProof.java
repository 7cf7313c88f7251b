package org.fedval.crypto.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * That one entry is in a log that enough sites have seen: a C2SP tlog-proof v1 text without extra
 * data. Self-contained; a reader needs the pinned log key and the roster.
 */
public final class LogProof {
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String INDEX = "index ";

  private final long index;
  private final List<Sha256Digest> path;
  private final SignedCheckpoint checkpoint;

  private LogProof(long index, List<Sha256Digest> path, SignedCheckpoint checkpoint) {
    this.index = index;
    this.path = MerkleHash.path(path);
    this.checkpoint = checkpoint;
  }

  /** The proof of one entry of {@code tree} under a checkpoint of that tree. */
  public static LogProof of(long index, MerkleTree tree, SignedCheckpoint checkpoint) {
    InclusionProof inclusion = tree.inclusion(index, checkpoint.checkpoint().size());
    return new LogProof(index, inclusion.path(), checkpoint);
  }

  /** Reads a proof and checks the log's signature of its checkpoint. */
  public static LogProof verified(String text, NoteKey log) {
    NoteText.require(
        text.length() <= SignedNote.MAX_CHARACTERS, "A log proof is larger than 1 MiB.");
    int blank = text.indexOf("\n\n");
    NoteText.require(blank > 0, "A log proof needs a blank line before its checkpoint.");
    String[] lines = text.substring(0, blank).split("\n", -1);
    NoteText.require(
        lines.length >= 2
            && lines.length <= 2 + MerkleHash.MAX_PATH
            && lines[0].equals(HEADER)
            && lines[1].startsWith(INDEX),
        "This is not a log proof of version 1 without extra data.");
    return new LogProof(
        NoteText.number(lines[1].substring(INDEX.length())),
        Arrays.stream(lines).skip(2).map(NoteText::digest).toList(),
        SignedCheckpoint.verified(text.substring(blank + 2), log));
  }

  /** Whether the entry with this body stands at the index under the checkpoint's root. */
  public boolean proves(byte[] entry) {
    Checkpoint head = checkpoint.checkpoint();
    return index < head.size()
        && new InclusionProof(index, head.size(), path)
            .verifies(MerkleTree.leafHash(entry), head.root());
  }

  /** Whether at least {@code quorum} of these sites cosigned the checkpoint. */
  public boolean isFinal(Collection<VerifyingKey> sites, int quorum) {
    return checkpoint.isFinal(sites, quorum);
  }

  /** 0-based index of the entry. */
  public long index() {
    return index;
  }

  /** The checkpoint that the proof leads to. */
  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  /** The whole text. */
  public String render() {
    List<String> lines = new ArrayList<>(List.of(HEADER, INDEX + index));
    path.forEach(hash -> lines.add(NoteText.base64(hash.toByteArray())));
    return String.join("\n", lines) + "\n\n" + checkpoint.render();
  }

  @Override
  public String toString() {
    return "LogProof[" + index + "]";
  }
}
