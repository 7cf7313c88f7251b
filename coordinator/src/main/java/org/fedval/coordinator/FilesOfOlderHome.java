package org.fedval.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Sealed bundles and masked vectors that an older version kept as files of the home. What open
 * studies need goes into the database once, and its file is removed after that; the rest stays
 * where it is, since the database may not be the one that it belongs to.
 */
final class FilesOfOlderHome {
  private static final int PIECE_BYTES = 1024 * 1024;
  private static final Pattern BUNDLE = Pattern.compile("([0-9a-f]{64})\\.sealed");
  private static final Pattern SESSION = Pattern.compile("[0-9a-f]{64}");

  /** Whole vectors come last, since they win over what was being uploaded. */
  private static final Pattern VECTOR = Pattern.compile("(upload|vector)-([0-9]{1,5})");

  private final CoordinatorHome home;

  FilesOfOlderHome(CoordinatorHome home) {
    this.home = home;
  }

  /** Takes over the bundles that open studies name. */
  void takeOver(BundleStore bundles, Set<Sha256Digest> needed) throws IOException {
    for (Path file : children(home.bundles())) {
      Matcher name = BUNDLE.matcher(file.getFileName().toString());
      if (name.matches() && needed.contains(Sha256Digest.parse(name.group(1)))) {
        takeOver(bundles, Sha256Digest.parse(name.group(1)), file);
      }
    }
  }

  private static void takeOver(BundleStore bundles, Sha256Digest digest, Path file)
      throws IOException {
    try (InputStream in = Files.newInputStream(file);
        BundleStore.Upload upload = bundles.begin(digest)) {
      boolean fits = true;
      for (byte[] piece = in.readNBytes(PIECE_BYTES);
          fits && piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        fits = upload.append(piece);
      }
      if (!fits || !upload.finish()) {
        return;
      }
    }
    Files.delete(file);
  }

  /** Takes over the vectors of these sessions. */
  void takeOver(VectorRepository vectors, Set<Sha256Digest> open) throws IOException {
    for (Path folder : children(home.sessions())) {
      String name = folder.getFileName().toString();
      if (SESSION.matcher(name).matches() && open.contains(Sha256Digest.parse(name))) {
        for (Path file : children(folder)) {
          takeOver(vectors, Sha256Digest.parse(name), file);
        }
        if (children(folder).isEmpty()) {
          Files.delete(folder);
        }
      }
    }
  }

  private static void takeOver(VectorRepository vectors, Sha256Digest sid, Path file)
      throws IOException {
    Matcher name = VECTOR.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return;
    }
    int site = Integer.parseInt(name.group(2));
    try (InputStream in = Files.newInputStream(file)) {
      long offset = 0;
      for (byte[] piece = in.readNBytes(PIECE_BYTES);
          piece.length > 0;
          piece = in.readNBytes(PIECE_BYTES)) {
        if (!vectors.write(sid, site, offset, piece)) {
          throw new IOException("A masked vector of an older home cannot be taken over.");
        }
        offset += piece.length;
      }
    }
    Files.delete(file);
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
