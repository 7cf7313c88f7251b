package org.fedval.agent.inference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The optional reference data beside the project; tests that need it skip where it is absent. */
public final class ReferenceData {
  private ReferenceData() {}

  public static Path folder() {
    Path shared =
        Path.of(System.getProperty("fedval.top", ".."))
            .resolve("../shared/data")
            .toAbsolutePath()
            .normalize();
    assumeTrue(
        Files.isDirectory(shared.resolve("cxr")),
        "skipped: the reference data folder ../shared/data is absent");
    return shared;
  }

  /** A file of the project's own example configurations. */
  public static Path example(String name) {
    return Path.of(System.getProperty("fedval.top", ".."), "deploy", "examples", "cxr", name);
  }
}
