package org.fedval.evaluation.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reference values by R and Python. Each value carries its own tolerance: |got - want| &lt;=
 * max(abs, rel |want|).
 */
public final class Fixture {
  private static final String PROPERTY = "fedval.fixtures";

  private final Path folder;
  private final JsonNode root;
  private final Set<String> met = new TreeSet<>();

  private Fixture(Path folder, JsonNode root) {
    this.folder = folder;
    this.root = root;
  }

  /** Skips the test where no fixtures lie at the usual place; a place that was named must exist. */
  public static Fixture open(String id) {
    String named = System.getProperty(PROPERTY);
    Path top = Path.of(System.getProperty("fedval.top", ".."));
    Path all = named != null ? Path.of(named) : top.resolve("../shared/fixtures/public");
    Path folder = all.normalize().resolve(id);
    if (named != null) {
      assertThat(folder).as("folder named by -D" + PROPERTY).isDirectory();
    }
    assumeTrue(Files.isDirectory(folder), "reference fixtures are absent; set -D" + PROPERTY);
    try {
      JsonNode root = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
      return new Fixture(folder, root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data lines of a CSV file, split at commas. */
  public List<String[]> rows(String file) {
    try (var lines = Files.lines(folder.resolve(file))) {
      return lines.skip(1).map(l -> l.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Marks the key as met and gives its value. */
  public JsonNode value(String key) {
    met.add(key);
    JsonNode value = root.path("expected").path(key).path("value");
    assertThat(value.isMissingNode()).as(key).isFalse();
    return value;
  }

  /** The value must equal the expected one within its tolerance. */
  public void check(String key, double got) {
    check(key, value(key), got);
  }

  /** Element-wise {@link #check(String, double)}. */
  public void check(String key, double... got) {
    JsonNode want = value(key);
    assertThat(want.size()).as(key).isEqualTo(got.length);
    for (int i = 0; i < got.length; i++) {
      check(key, want.get(i), got[i]);
    }
  }

  /** As {@link #check(String, double)}, for a part of a structured value. */
  public void check(String key, JsonNode want, double got) {
    JsonNode tolerance = root.path("expected").path(key).path("tol");
    double allowed =
        Math.max(
            tolerance.path("abs").asDouble(),
            tolerance.path("rel").asDouble() * Math.abs(want.asDouble()));
    assertThat(Math.abs(got - want.asDouble()))
        .as("%s: got %s, want %s", key, got, want)
        .isLessThanOrEqualTo(allowed);
  }

  /** Every key was met but for these, which later parts of the evaluation cover. */
  public void checkComplete(String... pending) {
    List<String> rest = new ArrayList<>();
    Iterator<String> keys = root.path("expected").fieldNames();
    keys.forEachRemaining(rest::add);
    rest.removeAll(met);
    assertThat(rest).as("keys without a test").containsExactlyInAnyOrder(pending);
  }
}
