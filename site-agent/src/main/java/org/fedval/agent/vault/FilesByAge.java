package org.fedval.agent.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder in the order in which they were written. */
public final class FilesByAge {
  private FilesByAge() {}

  /**
   * The one that was written last comes first; one that is being erased comes last.
   *
   * @param ending of the names that are wanted
   * @return none when there is no such folder
   */
  public static List<Path> newestFirst(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.comparing(FilesByAge::written).reversed())
          .toList();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }
}
