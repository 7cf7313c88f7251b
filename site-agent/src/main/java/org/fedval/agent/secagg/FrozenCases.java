package org.fedval.agent.secagg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.wire.files.KeyFileException;

/**
 * The scored cases of a study that has later rounds, so that these count exactly the images of the
 * first whatever changes in the data: sealed under the site's key, and erased when the study ends
 * or expires. Nothing of them leaves.
 */
public final class FrozenCases {
  private static final String TYPE = "FrozenCases";
  private static final String ENDING = ".cases";
  private static final int MAX_BYTES = 1 << 30;

  private final Path folder;
  private final Kek kek;
  private final StableStorage disk;

  public FrozenCases(Path folder, Kek kek, StableStorage disk) {
    this.folder = folder;
    this.kek = kek;
    this.disk = disk;
  }

  /**
   * Keeps the cases; an earlier table of the same study, whose numbers were never frozen, is
   * replaced.
   *
   * @param expires of the study, Unix time in seconds
   */
  public void keep(Sha256Digest study, long expires, CaseTable cases) throws IOException {
    byte[] table = cases.encode();
    byte[] plain = FvcWriter.labelled(TYPE).u64(expires).vec(table).toByteArray();
    try {
      file(name(study)).write(kek, disk, plain);
    } finally {
      Arrays.fill(table, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * The cases; empty when none are kept.
   *
   * @throws KeyFileException when the file was changed
   */
  public Optional<CaseTable> load(Sha256Digest study) throws IOException {
    SealedFile file = file(name(study));
    Optional<byte[]> stored = file.read(kek);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      FvcReader in = FvcReader.open(stored.get(), TYPE);
      long unused = in.u64();
      byte[] table = in.vec(MAX_BYTES);
      in.end();
      try {
        return Optional.of(CaseTable.decode(table));
      } finally {
        Arrays.fill(table, (byte) 0);
      }
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new KeyFileException(
          "The frozen cases in " + file.path() + " cannot be read; restore them from backup.");
    } finally {
      Arrays.fill(stored.get(), (byte) 0);
    }
  }

  /** The study has no further round here. */
  public void erase(Sha256Digest study) throws IOException {
    disk.erase(file(name(study)).path());
  }

  /** Erases the cases of studies that have expired, whose end this site may never have heard. */
  public void sweep(Instant now) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(ENDING))
              .toList();
    }
    for (String name : names) {
      SealedFile file = file(name);
      byte[] plain = file.read(kek).orElseGet(() -> new byte[0]);
      try {
        if (plain.length > 0 && now.getEpochSecond() > FvcReader.open(plain, TYPE).u64()) {
          disk.erase(file.path());
        }
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    }
  }

  private SealedFile file(String name) {
    return new SealedFile(folder.resolve(name), "cases/" + name, MAX_BYTES);
  }

  private static String name(Sha256Digest study) {
    return FvcWriter.labelled("cases-file").digest(study).hash().hex().substring(0, 32) + ENDING;
  }
}
