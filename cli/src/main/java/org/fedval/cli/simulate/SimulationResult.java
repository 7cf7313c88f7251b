package org.fedval.cli.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a simulation printed.
 *
 * @param setting sites, length, dropout and what followed from them
 * @param times milliseconds or simulated seconds by phase: site_ms, coordinator_ms, wall_ms,
 *     simulated_s
 * @param bytes of a survivor: median and largest, up and down
 * @param memory the coordinator and the process
 * @param memoised the checks that sites shared, and how often
 * @param liars one entry for each
 * @param ending attempts, survivors, digests, exact and reason
 */
record SimulationResult(
    Map<String, Object> setting,
    Map<String, Map<String, Double>> times,
    Map<String, Long> bytes,
    Map<String, Object> memory,
    Map<String, Object> memoised,
    List<Map<String, Object>> liars,
    Map<String, Object> ending) {
  /** Names the form of {@link #json}. */
  static final String SCHEMA = "fedval.simulate/v1";

  boolean isExact() {
    return Boolean.TRUE.equals(ending.get("exact"));
  }

  /** The keys of the JSON output in order. */
  Map<String, Object> json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.putAll(setting);
    root.putAll(times);
    root.put("bytes_per_site", bytes);
    root.putAll(memory);
    root.putAll(memoised);
    root.put("lies", liars);
    root.putAll(ending);
    return root;
  }

  /** The same as a table. */
  String table() {
    StringBuilder out = new StringBuilder();
    setting.forEach((key, value) -> line(out, key, value));
    Map<String, Double> site = times.getOrDefault("site_ms", Map.of());
    Map<String, Double> coordinator = times.getOrDefault("coordinator_ms", Map.of());
    Map<String, Double> wall = times.getOrDefault("wall_ms", Map.of());
    Map<String, Double> simulated = times.getOrDefault("simulated_s", Map.of());
    out.append(
        String.format(
            Locale.ROOT,
            "%n%-26s %14s %14s %14s %14s%n",
            "ms",
            "median site",
            "coordinator",
            "whole phase",
            "simulated s"));
    simulated.forEach(
        (phase, seconds) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "%-26s %14.3f %14.3f %14.3f %14.1f%n",
                    phase,
                    site.getOrDefault(phase, 0.0),
                    coordinator.getOrDefault(phase, 0.0),
                    wall.getOrDefault(phase, 0.0),
                    seconds)));
    out.append(System.lineSeparator());
    bytes.forEach((key, value) -> line(out, "bytes a site, " + key, value));
    memory.forEach((key, value) -> line(out, key, value));
    memoised.forEach((key, value) -> line(out, key, value));
    liars.forEach(
        liar ->
            line(
                out,
                liar.get("site") + " " + liar.get("lie"),
                liar.getOrDefault("found", List.of())));
    ending.forEach((key, value) -> line(out, key, value));
    return out.toString();
  }

  private static void line(StringBuilder out, String key, Object value) {
    out.append(String.format(Locale.ROOT, "%-26s %s%n", key, value));
  }
}
