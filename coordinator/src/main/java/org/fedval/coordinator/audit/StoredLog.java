package org.fedval.coordinator.audit;

import org.fedval.coordinator.store.LogRepository;
import org.fedval.crypto.log.Checkpoint;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.MerkleTree;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/** The log as far as it was read: its tree, its last entry and its last signed head. */
final class StoredLog {
  private final LogRepository store;
  private final NoteKey name;
  private final MerkleTree tree = new MerkleTree();
  private @Nullable LogEntry last;
  private @Nullable SignedCheckpoint head;

  StoredLog(LogRepository store, NoteKey name) {
    this.store = store;
    this.name = name;
  }

  /**
   * Reads everything.
   *
   * @throws MalformedBody when leaves are missing or changed, or do not lead to a signed head
   */
  void read() {
    readLeaves();
    for (String note : store.checkpoints(0)) {
      SignedCheckpoint signed = SignedCheckpoint.verified(note, name);
      Checkpoint checkpoint = signed.checkpoint();
      if (!tree.root(checkpoint.size()).equals(checkpoint.root())) {
        throw new MalformedBody("The log does not lead to its own checkpoint.");
      }
      head = signed;
    }
  }

  /** Reads the leaves that follow those read before. */
  void readLeaves() {
    store.leaves(
        tree.size(),
        (index, body) -> {
          LogEntry entry = LogEntry.decode(body);
          LogEntry before = last;
          boolean follows =
              before == null ? entry.previous().equals(Sha256Digest.ZERO) : entry.follows(before);
          if (index != tree.size() || !follows) {
            throw new MalformedBody("A leaf of the log does not follow the one before.");
          }
          long unused = tree.append(body);
          last = entry;
        });
  }

  /** An entry that is stored by now. */
  void appended(LogEntry entry) {
    long unused = tree.append(entry.encode());
    last = entry;
  }

  /** A head that is stored by now. */
  void signed(SignedCheckpoint checkpoint) {
    head = checkpoint;
  }

  MerkleTree tree() {
    return tree;
  }

  @Nullable LogEntry last() {
    return last;
  }

  @Nullable SignedCheckpoint head() {
    return head;
  }
}
