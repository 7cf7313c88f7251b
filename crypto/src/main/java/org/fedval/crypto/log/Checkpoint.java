package org.fedval.crypto.log;

import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The head of a log in C2SP tlog-checkpoint form: origin, size and base64 root, one line each.
 * Extension lines are refused.
 *
 * @param origin {@code fedval/<coordinatorId>}
 */
public record Checkpoint(String origin, long size, Sha256Digest root) {
  public Checkpoint {
    NoteText.keyName(origin);
    NoteText.require(size >= 0, "A checkpoint needs a size of 0 or more.");
    NoteText.require(
        size != 0 || root.equals(MerkleTree.EMPTY_ROOT),
        "A checkpoint of an empty log has the wrong root.");
  }

  /** The present head of {@code tree}. */
  public static Checkpoint of(String origin, MerkleTree tree) {
    return new Checkpoint(origin, tree.size(), tree.root());
  }

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + NoteText.base64(root.toByteArray()) + "\n";
  }

  /** Reads the text. */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    NoteText.require(
        lines.length == 4 && lines[3].isEmpty(), "A checkpoint must have exactly three lines.");
    return new Checkpoint(lines[0], NoteText.number(lines[1]), NoteText.digest(lines[2]));
  }
}
