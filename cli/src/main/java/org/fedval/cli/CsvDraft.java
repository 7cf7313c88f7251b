package org.fedval.cli;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180) in the making, mode 0600 where the file system has modes, which gets its
 * name only when it is whole.
 */
final class CsvDraft implements Closeable {
  private final Path file;
  private final Path draft;
  private final BufferedWriter rows;

  CsvDraft(Path file) throws IOException {
    this.file = file;
    this.draft = file.resolveSibling("." + file.getFileName() + ".part");
    draft.toFile().deleteOnExit(); // an interrupt from the terminal leaves nothing behind
    Files.deleteIfExists(draft);
    this.rows =
        new BufferedWriter(
            new OutputStreamWriter(
                Channels.newOutputStream(
                    Files.newByteChannel(
                        draft,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly())),
                StandardCharsets.UTF_8));
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Writes one row; null is an empty field. */
  void row(List<? extends @Nullable String> fields) throws IOException {
    for (int i = 0; i < fields.size(); i++) {
      rows.write((i == 0 ? "" : ",") + field(fields.get(i)));
    }
    rows.write("\n");
  }

  void publish() throws IOException {
    rows.close();
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    rows.close();
    Files.deleteIfExists(draft);
  }

  private static String field(@Nullable String text) {
    if (text == null) {
      return "";
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
