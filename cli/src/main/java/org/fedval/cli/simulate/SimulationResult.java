package org.fedval.cli.simulate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a simulation printed.
 *
 * @param setting sites, length, dropout and what followed from them
 * @param siteMillis the median site by phase
 * @param coordinatorMillis the coordinator over all sites by phase
 * @param bytes of a survivor: median and largest, up and down
 * @param memory the coordinator's vectors and the process
 */
record SimulationResult(
    Map<String, Object> setting,
    Map<String, Double> siteMillis,
    Map<String, Double> coordinatorMillis,
    Map<String, Long> bytes,
    Map<String, Object> memory,
    boolean exact) {
  /** Names the form of {@link #json}. */
  static final String SCHEMA = "fedval.simulate/v1";

  /** The keys of the JSON output in order. */
  Map<String, Object> json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.putAll(setting);
    root.put("site_ms", siteMillis);
    root.put("coordinator_ms", coordinatorMillis);
    root.put("bytes_per_site", bytes);
    root.putAll(memory);
    root.put("exact", exact);
    return root;
  }

  /** The same as a table. */
  String table() {
    StringBuilder out = new StringBuilder();
    setting.forEach((key, value) -> line(out, key, value));
    out.append(
        String.format(Locale.ROOT, "%n%-26s %14s %14s%n", "ms", "median site", "coordinator"));
    siteMillis.forEach(
        (phase, millis) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "%-26s %14.3f %14.3f%n",
                    phase,
                    millis,
                    coordinatorMillis.getOrDefault(phase, 0.0))));
    out.append(System.lineSeparator());
    bytes.forEach((key, value) -> line(out, "bytes a site, " + key, value));
    memory.forEach((key, value) -> line(out, key, value));
    line(out, "exact", exact);
    return out.toString();
  }

  private static void line(StringBuilder out, String key, Object value) {
    out.append(String.format(Locale.ROOT, "%-26s %s%n", key, value));
  }
}
