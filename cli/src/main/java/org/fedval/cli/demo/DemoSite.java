package org.fedval.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One hospital of the demo.
 *
 * @param siteId 1 to 64 characters of a-z, 0-9 and '-'
 * @param data folder with DICOM files and {@code labels.csv}
 */
record DemoSite(String siteId, Path data) {
  static final int MIN_SITES = 3;
  static final int MAX_SITES = 64;

  /** One site for each folder under {@code --data} that has a {@code labels.csv}. */
  static List<DemoSite> under(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      throw new DemoException("--data " + data + " is not a folder.");
    }
    List<DemoSite> sites = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> children = Files.list(data)) {
      folders = children.filter(Files::isDirectory).sorted().toList();
    }
    for (Path folder : folders) {
      String name = folder.getFileName().toString();
      if (!Files.isRegularFile(folder.resolve("labels.csv"))) {
        throw new DemoException(
            "--data: folder " + name + " has no labels.csv; every folder there is one site.");
      }
      String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
      if (id.length() > 64 || sites.stream().anyMatch(s -> s.siteId().equals(id))) {
        throw new DemoException(
            "--data: folder "
                + name
                + " does not give a distinct site name of at most 64 letters.");
      }
      sites.add(new DemoSite(id, folder.toAbsolutePath().normalize()));
    }
    if (sites.size() < MIN_SITES || sites.size() > MAX_SITES) {
      throw new DemoException(
          "--data %s has %d site folders; a study needs at least %d sites (and the demo takes %d)."
              .formatted(data, sites.size(), MIN_SITES, MAX_SITES));
    }
    return List.copyOf(sites);
  }
}
