package org.fedval.benchmarks.coverage;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints the table of {@code docs/statistics.md}. Arguments: replicates a design, 10,000 if not
 * given, and {@code csv} for comma-separated rows instead of Markdown.
 */
public final class CoverageMain {
  private static final int REPLICATES = 10_000;
  private static final long SEED = 1_000_003;

  private CoverageMain() {}

  public static void main(String[] arguments) {
    boolean csv = List.of(arguments).contains("csv");
    int replicates = REPLICATES;
    for (String argument : arguments) {
      if (!argument.equals("csv")) {
        replicates = Math.max(1, Integer.parseInt(argument));
      }
    }
    System.out.println(
        csv
            ? "interval,setting,replicates,none,coverage,error,below,above,width,finding"
            : "| interval | design | coverage, % | ± | misses below / above, % | width | 93 to 97 |\n"
                + "|---|---|---|---|---|---|---|");
    List<Design> designs = designs();
    for (int d = 0; d < designs.size(); d++) {
      CoverageRow row = CoverageRow.of(designs.get(d), replicates, SEED * (d + 1));
      System.out.println(csv ? row.csv() : row.markdown());
    }
  }

  static List<Design> designs() {
    List<Design> all = new ArrayList<>(IndependentDesigns.all());
    all.addAll(ClusteredProportionDesigns.all());
    all.addAll(ClusteredAurocDesigns.all());
    all.addAll(RandomEffectsDesigns.all());
    return all;
  }
}
