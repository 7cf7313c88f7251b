package org.fedval.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's folders under {@code --out}: work folders that come and go, and the report. */
final class DemoFolders {
  private static final String MARK = ".fedval-demo";

  private final Path out;

  DemoFolders(Path out) {
    this.out = out.toAbsolutePath().normalize();
  }

  Path out() {
    return out;
  }

  Path coordinator() {
    return work().resolve("coordinator");
  }

  Path vendor() {
    return work().resolve("vendor");
  }

  /** Where synthetic hospitals keep their images. */
  Path syntheticData() {
    return work().resolve("site-data");
  }

  /** The home of a site's agent; folder names always start with {@code site-}. */
  Path site(String siteId) {
    return work().resolve(siteId.startsWith("site-") ? siteId : "site-" + siteId);
  }

  /** Makes the work folders anew; those that an earlier demo kept are removed. */
  void prepare() throws IOException {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new DemoException("--out " + out + " is a file; name a folder.");
    }
    removeWork();
    if (Files.exists(work()) && !Files.exists(mark())) {
      throw new DemoException(
          work() + " is there already and is not the demo's; name another folder with --out.");
    }
    Files.createDirectories(work());
    Files.write(mark(), new byte[0]);
  }

  /**
   * Removes the demo's own work folders and nothing else; without its mark they are not its own.
   */
  void removeWork() throws IOException {
    if (!Files.isRegularFile(mark())) {
      return;
    }
    List<Path> own;
    try (Stream<Path> children = Files.list(work())) {
      own = children.filter(DemoFolders::isOwn).toList();
    }
    for (Path folder : own) {
      removeTree(folder);
    }
    try (Stream<Path> rest = Files.list(work())) {
      if (rest.anyMatch(path -> !path.equals(mark()))) {
        return;
      }
    }
    Files.delete(mark());
    Files.delete(work());
  }

  /** Writes a result so that it is whole whenever it is there. */
  Path publish(String name, byte[] content) throws IOException {
    Path target = out.resolve(name);
    Path part = out.resolve("." + name + ".part");
    Files.write(part, content);
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path work() {
    return out.resolve("work");
  }

  private Path mark() {
    return work().resolve(MARK);
  }

  private static boolean isOwn(Path folder) {
    String name = folder.getFileName().toString();
    return name.equals("coordinator") || name.equals("vendor") || name.startsWith("site-");
  }

  private static void removeTree(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
