package org.fedval.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.agent.cohort.CsvRows;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/** The thresholds of a plan's operating points: the bundle's, or what stands in for a bundle. */
final class Thresholds {
  private Thresholds() {}

  /**
   * From the bundle; without one from {@code scores.csv.points.csv}, which {@code fedval infer}
   * writes; else from the plan.
   */
  static Map<String, Double> of(StudyDocument plan, @Nullable LockedBundle bundle, Path scores)
      throws CliException, IOException {
    Path points = scores.resolveSibling(scores.getFileName() + ".points.csv");
    Map<String, Double> known;
    if (bundle != null) {
      known = new TreeMap<>();
      for (OperatingPoint point : bundle.spec().operatingPoints()) {
        known.put(point.name(), point.threshold());
      }
    } else if (!plan.thresholds().keySet().containsAll(plan.operatingPoints())
        && Files.isRegularFile(points)) {
      known = read(points);
    } else {
      known = plan.thresholds();
    }
    List<String> missing =
        plan.operatingPoints().stream().filter(name -> !known.containsKey(name)).toList();
    if (bundle == null && !missing.isEmpty()) {
      throw new CliException(
          "no threshold is known for the operating point '%s'; give --bundle, or write {name: %s,"
                  .formatted(missing.get(0), missing.get(0))
              + " threshold: ...} in the plan, or keep "
              + points.getFileName()
              + " of fedval infer beside the scores.");
    }
    return known;
  }

  private static Map<String, Double> read(Path file) throws CliException, IOException {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    try (CsvFile in = CsvFile.open(file)) {
      int name = in.required("name", "names the operating point");
      int threshold = in.required("threshold", "gives its threshold");
      for (CsvRows.Row row = in.next(); row != null; row = in.next()) {
        double value = threshold(in, row, threshold);
        if (thresholds.put(in.filled(row, name, "name"), value) != null) {
          throw in.fault(row, "this operating point stands twice; remove one.");
        }
      }
    }
    return thresholds;
  }

  private static double threshold(CsvFile in, CsvRows.Row row, int column) throws CliException {
    String text = row.fields().get(column).strip();
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= 0 && value <= 1)) {
      throw in.fault(row, "a threshold is a number from 0 to 1.");
    }
    return value;
  }
}
