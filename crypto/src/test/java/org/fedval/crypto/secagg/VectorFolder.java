package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the reference vectors; a folder that was named must exist, the default one may not. */
final class VectorFolder {
  private static final String PROPERTY = "fedval.secagg.vectors";

  private VectorFolder() {}

  static SortedMap<String, JsonNode> read() throws IOException {
    String named = System.getProperty(PROPERTY);
    Path folder =
        named != null
            ? Path.of(named)
            : Path.of(System.getProperty("fedval.top", ".."))
                .resolve("../shared/fixtures/secagg")
                .normalize();
    if (named == null) {
      assumeTrue(
          Files.isDirectory(folder), "No reference vectors here; set -D" + PROPERTY + "=FOLDER.");
    }
    assertThat(folder).as("the folder named by " + PROPERTY).isDirectory();
    SortedMap<String, JsonNode> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".json")).toList()) {
        files.put(String.valueOf(path.getFileName()), new ObjectMapper().readTree(path.toFile()));
      }
    }
    assertThat(files).as("*.json in the vector folder").isNotEmpty();
    return files;
  }
}
