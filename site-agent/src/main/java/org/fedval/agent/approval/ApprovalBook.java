package org.fedval.agent.approval;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.wire.files.KeyFileException;

/**
 * The studies that were offered to this site and what its people decided, in one sealed file: it
 * survives restarts, and a changed one is refused. The oldest entry that is over makes room when
 * the book is full. Thread-safe.
 */
public final class ApprovalBook {
  static final String SCHEMA = "fedval.approvals/v1";
  private static final int MAX_ENTRIES = 500;
  private static final int LIMIT_BYTES = 1 << 24;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SealedFile file;
  private final Kek kek;
  private final StableStorage disk;
  private final List<StudyEntry> entries;

  private record Content(String schema, List<StudyEntry> studies) {}

  private ApprovalBook(SealedFile file, Kek kek, StableStorage disk, List<StudyEntry> entries) {
    this.file = file;
    this.kek = kek;
    this.disk = disk;
    this.entries = entries;
  }

  /**
   * Opens the book; a site without one has decided nothing.
   *
   * @throws KeyFileException with one sentence when the file was changed
   */
  public static ApprovalBook open(Path path, Kek kek, StableStorage disk) throws IOException {
    SealedFile file = new SealedFile(path, "approvals", LIMIT_BYTES);
    Optional<byte[]> stored = file.read(kek);
    List<StudyEntry> entries = new ArrayList<>();
    if (stored.isPresent()) {
      Content content = JSON.readValue(stored.get(), Content.class);
      if (!SCHEMA.equals(content.schema())) {
        throw new KeyFileException(
            "The file " + path + " is of another version of the software; use that one.");
      }
      entries.addAll(content.studies());
    }
    return new ApprovalBook(file, kek, disk, entries);
  }

  /** All studies, oldest first. */
  public synchronized List<StudyEntry> all() {
    return List.copyOf(entries);
  }

  /** The study of a digest. */
  public synchronized Optional<StudyEntry> find(String digest) {
    return entries.stream().filter(e -> e.terms().study().equals(digest)).findFirst();
  }

  /** Puts a study in, or another state of it in its place; on the disk when the call returns. */
  synchronized void put(StudyEntry entry) throws IOException {
    List<StudyEntry> next = new ArrayList<>(entries);
    int at = indexOf(entry.terms().study());
    if (at >= 0) {
      if (next.get(at).equals(entry)) {
        return;
      }
      next.set(at, entry);
    } else {
      makeRoom(next);
      next.add(entry);
    }
    file.write(kek, disk, JSON.writeValueAsBytes(new Content(SCHEMA, next)));
    entries.clear();
    entries.addAll(next);
  }

  private static void makeRoom(List<StudyEntry> full) throws IOException {
    if (full.size() < MAX_ENTRIES) {
      return;
    }
    StudyEntry oldest =
        full.stream()
            .filter(ApprovalBook::isOver)
            .findFirst()
            .orElseThrow(() -> new IOException("Too many studies wait at this site."));
    full.remove(oldest);
  }

  /** What people denied is kept, so that it stays denied. */
  private static boolean isOver(StudyEntry entry) {
    return switch (entry.state()) {
      case PENDING, APPROVED, HELD -> false;
      case FINISHED, ENDED -> true;
      case DENIED -> entry.decisions().isEmpty();
    };
  }

  private int indexOf(String digest) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).terms().study().equals(digest)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "ApprovalBook[" + entries.size() + " studies]";
  }
}
