package org.fedval.benchmarks.coverage;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fedval.benchmarks.coverage.Design.Bounds;

/**
 * What became of one design.
 *
 * @param covered share of the intervals that hold the truth
 * @param below share that end below the truth
 * @param above share that begin above it
 * @param width mean
 * @param none replicates without an interval, left out of the shares
 */
record CoverageRow(
    Design design,
    int replicates,
    double covered,
    double below,
    double above,
    double width,
    int none) {
  static final double LOWEST = 0.93;
  static final double HIGHEST = 0.97;

  /** The same for any number of threads: each replicate has a generator of its own. */
  static CoverageRow of(Design design, int replicates, long seed) {
    Bounds[] drawn =
        IntStream.range(0, replicates)
            .parallel()
            .mapToObj(r -> design.draw().apply(new SplittableRandom(seed + r)))
            .flatMap(Optional::stream)
            .toArray(Bounds[]::new);
    int below = 0;
    int above = 0;
    double width = 0;
    for (Bounds bounds : drawn) {
      below += bounds.upper() < design.truth() ? 1 : 0;
      above += bounds.lower() > design.truth() ? 1 : 0;
      width += bounds.upper() - bounds.lower();
    }
    double n = drawn.length;
    return new CoverageRow(
        design,
        replicates,
        (n - below - above) / n,
        below / n,
        above / n,
        width / n,
        replicates - drawn.length);
  }

  /** Monte Carlo standard error of the coverage. */
  double error() {
    return Math.sqrt(covered * (1 - covered) / (replicates - none));
  }

  String finding() {
    if (design.contrast()) {
      return "contrast";
    }
    return covered < LOWEST ? "too low" : covered > HIGHEST ? "too high" : "within";
  }

  String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.2f | %.1f / %.1f | %.3f | %s |",
        design.interval(),
        design.setting(),
        100 * covered,
        100 * error(),
        100 * below,
        100 * above,
        width,
        finding());
  }

  String csv() {
    return String.format(
        Locale.ROOT,
        "%s,\"%s\",%d,%d,%.5f,%.5f,%.5f,%.5f,%.6f,%s",
        design.interval(),
        design.setting(),
        replicates,
        none,
        covered,
        error(),
        below,
        above,
        width,
        finding());
  }
}
