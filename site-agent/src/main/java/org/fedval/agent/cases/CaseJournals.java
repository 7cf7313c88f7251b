package org.fedval.agent.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.vault.FilesByAge;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The case journals of one home, a file a study. Each has a key of its own that is sealed under the
 * home's key; erasing the file destroys it.
 */
public final class CaseJournals {
  /** How long a journal is kept after its study's expiry, for the hospital's own people. */
  public static final Duration RETENTION = Duration.ofDays(30);

  private static final String ENDING = ".journal";

  private final Path folder;
  private final Kek kek;
  private final StableStorage disk;
  private final SecureRandom random;

  public CaseJournals(Path folder, Kek kek, StableStorage disk, SecureRandom random) {
    this.folder = folder;
    this.kek = kek;
    this.disk = disk;
    this.random = random;
  }

  /**
   * The journal of a study whose numbers are not frozen yet. A kept one goes on; one that is
   * damaged or of another binding is erased, and its cases are scored again.
   *
   * @param tell takes a sentence for the site's people when kept results are given up
   */
  public CaseJournal begin(CaseBinding binding, Consumer<String> tell) throws IOException {
    Path file = file(binding.study());
    JournalHead head = JournalHead.of(binding);
    if (Files.exists(file)) {
      try {
        Optional<CaseJournal> kept = CaseJournal.resume(file, head, kek, random);
        if (kept.isPresent()) {
          return kept.get();
        }
        tell.accept(
            "The software or its settings changed since this study began, so its cases are scored again.");
      } catch (JournalDamaged e) {
        tell.accept(e.getMessage() + " Nothing of it was used; the cases are scored again.");
      }
      disk.erase(file);
    }
    return CaseJournal.create(file, head, kek, disk, random);
  }

  /** The studies with a journal, the last one that was written first; unreadable ones left out. */
  public List<JournalHead> heads() throws IOException {
    List<JournalHead> heads = new ArrayList<>();
    for (Path file : FilesByAge.newestFirst(folder, ENDING)) {
      try (JournalReader reader = JournalReader.open(file, kek, random)) {
        heads.add(CaseJournal.head(file, reader));
        reader.cipher().erase();
      } catch (JournalDamaged e) {
        continue; // what cannot be opened cannot be named
      }
    }
    return heads;
  }

  /**
   * Hands the cases of a study over in the order of the cohort, those of a pass that is still
   * running up to its last batch.
   *
   * @throws JournalDamaged when a record does not open; cases before it were handed over
   */
  public void read(Sha256Digest study, Consumer<? super KeptCase> consumer) throws IOException {
    Path file = file(study);
    try (JournalReader reader = JournalReader.open(file, kek, random)) {
      var unused = CaseJournal.head(file, reader);
      for (Optional<byte[]> next = reader.next(); next.isPresent(); next = reader.next()) {
        CaseBatch.decode(next.get()).cases().forEach(consumer);
      }
      reader.cipher().erase();
    } catch (MalformedBody e) {
      throw JournalReader.damaged(file);
    }
  }

  /** Destroys what is kept of a study's cases. */
  public void erase(Sha256Digest study) throws IOException {
    disk.erase(file(study));
  }

  /** Destroys the journals whose time is over. */
  public void sweep(Instant now) throws IOException {
    for (JournalHead head : heads()) {
      if (head.isOver(now)) {
        erase(head.study());
      }
    }
  }

  private Path file(Sha256Digest study) {
    return folder.resolve(study.hex() + ENDING);
  }
}
