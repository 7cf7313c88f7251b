package org.fedval.agent.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * A private text file that only grows, one entry a line, each of which names the one before by its
 * hash. A last line that a stopped process left unfinished is removed. Not thread-safe.
 */
public final class ChainFile {
  private final Path path;

  public ChainFile(Path path) {
    this.path = path;
  }

  /** Reads one kind of entry. */
  @FunctionalInterface
  public interface Format<E> {
    /** Throws {@link MalformedBody} unless the line follows the entry before. */
    E parse(String line, @Nullable E before);
  }

  /**
   * What a check of the whole file found.
   *
   * @param entries that follow from each other, from the first line on
   * @param broken number of the first line that does not follow, from 1; empty when all do
   */
  public record Check<E>(List<E> entries, OptionalLong broken) {
    public Check {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Opens the file for appending; makes it when there is none.
   *
   * @throws MalformedBody when a line does not follow from the one before
   */
  public <E> List<E> open(Format<E> format) throws IOException {
    if (!Files.exists(path)) {
      PrivateFiles.write(path, new byte[0]);
      return List.of();
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    List<E> entries = new ArrayList<>();
    E last = null;
    for (String line : whole.lines().toList()) {
      last = format.parse(line, last);
      entries.add(last);
    }
    if (whole.length() < text.length()) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        channel.force(true);
      }
    }
    return entries;
  }

  /** Reads the file without changing it; a missing one has no lines. */
  public <E> Check<E> check(Format<E> format) throws IOException {
    List<E> entries = new ArrayList<>();
    if (!Files.exists(path)) {
      return new Check<>(entries, OptionalLong.empty());
    }
    String text = Files.readString(path, StandardCharsets.UTF_8);
    E last = null;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      try {
        last = format.parse(line, last);
      } catch (MalformedBody e) {
        return new Check<>(entries, OptionalLong.of(entries.size() + 1L));
      }
      entries.add(last);
    }
    return new Check<>(entries, OptionalLong.empty());
  }

  /** Appends a line, which ends itself; on the disk when the call returns. */
  public void append(String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }
}
