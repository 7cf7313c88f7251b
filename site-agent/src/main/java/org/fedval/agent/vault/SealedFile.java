package org.fedval.agent.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;

/**
 * One file that is sealed whole under the site's key. The purpose is bound to the content, so that
 * no sealed file can be put in the place of another.
 */
public record SealedFile(Path path, String purpose, int limitBytes) {
  private static final int OVERHEAD = 256;

  /** Seals and writes; on the disk when the call returns. */
  public void write(Kek kek, StableStorage disk, byte[] plain) throws IOException {
    disk.replace(path, kek.seal(purpose, plain));
  }

  /**
   * The content, which the caller overwrites; empty when there is no file.
   *
   * @throws KeyFileException with one sentence when the file cannot be opened under this key
   */
  public Optional<byte[]> read(Kek kek) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(kek.open(purpose, PrivateFiles.read(path, limitBytes + OVERHEAD)));
    } catch (MalformedBody e) {
      throw damaged();
    }
  }

  /**
   * The same for a file that an earlier version wrote in the clear: it is sealed at once and the
   * old bytes are overwritten, as far as the file system lets anybody do that.
   */
  public Optional<byte[]> takeOver(Kek kek, StableStorage disk) throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    byte[] bytes = PrivateFiles.read(path, limitBytes + OVERHEAD);
    Path old = path.resolveSibling(path.getFileName() + ".plain");
    if (Kek.isSealed(bytes)) {
      disk.erase(old);
      return read(kek);
    }
    Files.deleteIfExists(old);
    Files.createLink(old, path);
    write(kek, disk, bytes);
    byte[] sealed = read(kek).orElseThrow(this::damaged);
    if (!Arrays.equals(sealed, bytes)) {
      throw damaged();
    }
    disk.erase(old);
    Arrays.fill(sealed, (byte) 0);
    return Optional.of(bytes);
  }

  private KeyFileException damaged() {
    return new KeyFileException(
        "The file "
            + path
            + " is damaged or was sealed under another key; restore it and the key from backup.");
  }
}
