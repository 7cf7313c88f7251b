package org.fedval.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Another implementation of the AUROC, run by a script that loads the rows from a file, warms up
 * and times the computation alone.
 *
 * @param key as {@code --peers} and the output call it
 * @param script beside this class, from {@code benchmarks/metrics}
 * @param interpreters the first that has the package runs the script
 * @param debianPackage what to install
 */
record MetricsPeer(String key, String script, List<String> interpreters, String debianPackage) {
  static final List<MetricsPeer> ALL =
      List.of(
          new MetricsPeer(
              "scikit-learn",
              "auroc.py",
              List.of("/usr/bin/python3", "python3"),
              "python3-sklearn"),
          new MetricsPeer(
              "pROC", "delong.R", List.of("/usr/bin/Rscript", "Rscript"), "r-cran-proc"));

  /** Exit code of a script whose package is not installed. */
  private static final int ABSENT = 3;

  /**
   * What a script printed.
   *
   * @param reason why there are no figures; empty if there are
   */
  record Answer(Map<String, String> lines, String reason) {
    static Answer none(String reason) {
      return new Answer(Map.of(), reason);
    }

    boolean measured() {
      return reason.isEmpty();
    }

    double number(String name) {
      return Double.parseDouble(lines.getOrDefault(name, "NaN"));
    }
  }

  /**
   * @param folder for the script
   * @param rows file of rows as {@link RowsFile} writes it
   * @param minutes after which the script is ended
   */
  Answer run(Path folder, Path rows, long count, Rounds rounds, int minutes)
      throws IOException, InterruptedException {
    Path file = folder.resolve(script);
    try (InputStream in = MetricsPeer.class.getResourceAsStream(script)) {
      Files.write(file, in == null ? new byte[0] : in.readAllBytes());
    }
    for (String interpreter : interpreters) {
      Path out = folder.resolve(script + ".out");
      Process process;
      try {
        process =
            new ProcessBuilder(
                    interpreter,
                    file.toString(),
                    rows.toString(),
                    Long.toString(count),
                    Integer.toString(rounds.most()),
                    Double.toString(rounds.seconds()))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
      } catch (IOException e) {
        continue; // no such interpreter
      }
      if (!ended(process, minutes)) {
        return Answer.none("not finished within " + minutes + " minutes");
      }
      if (process.exitValue() == 0) {
        return new Answer(lines(Files.readString(out, StandardCharsets.UTF_8)), "");
      }
      if (process.exitValue() != ABSENT) {
        return Answer.none("its script ended with exit code " + process.exitValue());
      }
    }
    return Answer.none("not available: install it (Debian: apt-get install " + debianPackage + ")");
  }

  /** Removes what {@link #run} left in the folder. */
  void clean(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(script));
    Files.deleteIfExists(folder.resolve(script + ".out"));
  }

  private static boolean ended(Process process, int minutes) throws InterruptedException {
    try {
      return process.waitFor(minutes, TimeUnit.MINUTES);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new HashMap<>();
    text.lines()
        .map(line -> line.strip().split(" ", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> lines.put(parts[0], parts[1]));
    return lines;
  }
}
