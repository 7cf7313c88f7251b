package org.fedval.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file that a person named, whole, up to a limit. */
public final class InputFile {
  private InputFile() {}

  public static byte[] read(Path file, int limitBytes) throws CliException, IOException {
    if (Files.size(existing(file)) > limitBytes) {
      throw new CliException(file + ": larger than the limit of " + limitBytes + " bytes.");
    }
    return Files.readAllBytes(file);
  }

  /** The same path, when a file is there. */
  public static Path existing(Path file) throws CliException {
    if (!Files.isRegularFile(file)) {
      throw new CliException(file + ": there is no such file.");
    }
    return file;
  }
}
