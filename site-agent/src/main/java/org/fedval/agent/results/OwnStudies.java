package org.fedval.agent.results;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.vault.FilesByAge;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.KeyFileException;

/**
 * The studies that this site counted, a sealed file each, until 30 days after their expiry. The
 * protocol reads none of them: they are for the hospital's own report alone.
 */
public final class OwnStudies {
  private static final String ENDING = ".own";
  private static final int MAX_BYTES = 1 << 30;

  private final Path folder;
  private final Kek kek;
  private final StableStorage disk;

  public OwnStudies(Path folder, Kek kek, StableStorage disk) {
    this.folder = folder;
    this.kek = kek;
    this.disk = disk;
  }

  /** Keeps a study; an earlier table of the same study is replaced. */
  public void keep(OwnStudy study) throws IOException {
    byte[] plain = study.encode();
    try {
      file(study.study().hex() + ENDING).write(kek, disk, plain);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * The study of a digest.
   *
   * @throws KeyFileException with one sentence when the file was changed
   */
  public Optional<OwnStudy> find(Sha256Digest study) throws IOException {
    return read(study.hex() + ENDING);
  }

  /**
   * The study of an id, the one that was counted last if there are several.
   *
   * @throws KeyFileException with one sentence when a file was changed
   */
  public Optional<OwnStudy> find(String id) throws IOException {
    for (String name : names()) {
      Optional<OwnStudy> study = read(name);
      if (study.isPresent() && study.get().id().equals(id)) {
        return study;
      }
    }
    return Optional.empty();
  }

  /** Destroys what is kept of a study. */
  public void erase(Sha256Digest study) throws IOException {
    disk.erase(file(study.hex() + ENDING).path());
  }

  /** Destroys the studies whose time is over. */
  public void sweep(Instant now) throws IOException {
    for (String name : names()) {
      if (read(name).filter(study -> study.isOver(now)).isPresent()) {
        disk.erase(file(name).path());
      }
    }
  }

  private Optional<OwnStudy> read(String name) throws IOException {
    SealedFile file = file(name);
    Optional<byte[]> plain = file.read(kek);
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OwnStudy.decode(plain.get()));
    } catch (MalformedBody | IllegalArgumentException | ArithmeticException e) {
      throw new KeyFileException(
          "The counted cases in " + file.path() + " cannot be read; restore them from backup.");
    } finally {
      Arrays.fill(plain.get(), (byte) 0);
    }
  }

  /** The last one that was written first. */
  private List<String> names() throws IOException {
    return FilesByAge.newestFirst(folder, ENDING).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .toList();
  }

  private SealedFile file(String name) {
    return new SealedFile(folder.resolve(name), "own-study/" + name, MAX_BYTES);
  }
}
