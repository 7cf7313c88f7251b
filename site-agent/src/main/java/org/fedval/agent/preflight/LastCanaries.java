package org.fedval.agent.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;

/**
 * What the canaries of the last study said on the execution provider that is configured now.
 *
 * @param canaries how many there were
 * @param deviation the largest from the vendor's scores
 */
record LastCanaries(FileTime at, String provider, int canaries, double deviation) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** From this home's inference records; empty when the last is of another provider, or none is. */
  static Optional<LastCanaries> of(AgentHome home) throws Exception {
    if (!Files.isDirectory(home.inferenceRecords())) {
      return Optional.empty();
    }
    List<LastCanaries> records;
    try (Stream<Path> files = Files.list(home.inferenceRecords())) {
      records =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .flatMap(file -> read(file).stream())
              .toList();
    }
    String provider = AgentConfig.read(home).inference(home).provider().toString();
    return records.stream()
        .max(Comparator.comparing(LastCanaries::at))
        .filter(last -> last.provider().equals(provider));
  }

  private static Optional<LastCanaries> read(Path file) {
    try {
      JsonNode record = JSON.readTree(Files.readAllBytes(file));
      return Optional.of(
          new LastCanaries(
              Files.getLastModifiedTime(file),
              record.required("provider").asText(),
              record.required("canaries").asInt(),
              record.required("canary_max_deviation").asDouble()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // of a study that is being erased, or of another version
    }
  }

  String sentence() {
    return String.format(
        Locale.ROOT,
        "%d canaries of the last study gave the vendor's scores on %s at %s; the largest deviation"
            + " was %.2g. Try another model with --bundle FILE.",
        canaries,
        provider,
        at.toInstant().truncatedTo(ChronoUnit.SECONDS),
        deviation);
  }
}
