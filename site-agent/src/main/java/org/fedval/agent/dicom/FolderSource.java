package org.fedval.agent.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every file of a folder tree, whatever its name, in the order of the names' UTF-16 code units. A
 * plain file at the top is a candidate only when it starts like DICOM or ends in {@code .dcm}, for
 * labels and notes lie there; deeper down every file is. Symbolic links are followed, except into a
 * folder that is being walked. At most 4,096 names of each folder on the current path are in
 * memory: a larger folder is listed again for the next names.
 */
public final class FolderSource implements DicomSource {
  private static final int NAMES_AT_ONCE = 4_096;
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(FolderSource::nameOf).thenComparing(entry -> entry);

  private final Path root;
  private final Part10Reader reader;
  private final PixelDecoder decoder;

  public FolderSource(Path root) {
    this(root, new Part10Reader(ReaderLimits.STANDARD), PixelDecoder.standard());
  }

  public FolderSource(Path root, Part10Reader reader, PixelDecoder decoder) {
    this.root = root;
    this.reader = reader;
    this.decoder = decoder;
  }

  @Override
  public void forEach(Consumer<? super DicomObject> consumer) throws DicomSourceException {
    if (!Files.isDirectory(root)) {
      throw new DicomSourceException("The folder of DICOM files does not exist: " + root + ".");
    }
    walk(root, new ArrayDeque<>(), consumer);
  }

  private void walk(Path folder, Deque<Path> above, Consumer<? super DicomObject> consumer)
      throws DicomSourceException {
    Path real = realPath(folder);
    if (above.contains(real)) {
      return;
    }
    above.push(real);
    List<Path> entries = entries(folder, null);
    while (!entries.isEmpty()) {
      for (Path path : entries) {
        if (Files.isDirectory(path)) {
          walk(path, above, consumer);
        } else if (above.size() > 1 || candidateAtTheTop(path)) {
          consumer.accept(new FileObject(path));
        }
      }
      entries =
          entries.size() < NAMES_AT_ONCE
              ? List.of()
              : entries(folder, entries.get(entries.size() - 1));
    }
    above.pop();
  }

  private static boolean candidateAtTheTop(Path path) {
    return Files.isRegularFile(path)
        && (nameOf(path).toLowerCase(Locale.ROOT).endsWith(".dcm")
            || Part10Reader.looksLikePart10(path));
  }

  /** The first names of a folder behind one of them, or from the front; in order. */
  private List<Path> entries(Path folder, @Nullable Path behind) throws DicomSourceException {
    Queue<Path> first = new PriorityQueue<>(BY_NAME.reversed());
    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      for (Path entry : listing) {
        if (behind == null || BY_NAME.compare(entry, behind) > 0) {
          first.add(entry);
        }
        if (first.size() > NAMES_AT_ONCE) {
          first.remove();
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw unlistable();
    }
    List<Path> entries = new ArrayList<>(first);
    entries.sort(BY_NAME);
    return entries;
  }

  private static String nameOf(Path path) {
    return path.getName(path.getNameCount() - 1).toString();
  }

  private Path realPath(Path folder) throws DicomSourceException {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw unlistable();
    }
  }

  private DicomSourceException unlistable() {
    return new DicomSourceException(
        "A folder inside " + root + " cannot be listed; let the agent's user read it.");
  }

  private final class FileObject implements DicomObject {
    private final Path file;

    FileObject(Path file) {
      this.file = file;
    }

    @Override
    public String id() {
      byte[] digest = ContentDigest.sha256().digest(place().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    }

    @Override
    public String place() {
      return root.relativize(file).toString().replace('\\', '/');
    }

    /** Size, and time of the last change as exactly as the file system knows it. */
    @Override
    public Optional<String> version() {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(now.size() + " " + now.lastModifiedTime().toInstant());
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    @Override
    public SopInstance read() throws DicomFault {
      return SopInstance.of(reader.readAttributes(file));
    }

    @Override
    public GrayscaleImage pixels() throws DicomFault {
      return decoder.decode(reader.read(file));
    }

    @Override
    public String toString() {
      return "DicomObject " + id();
    }
  }
}
