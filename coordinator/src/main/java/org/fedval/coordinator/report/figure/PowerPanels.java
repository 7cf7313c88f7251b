package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.PointCsv;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The power of each claim against the number of cases: every subgroup where it stands, and how many
 * are needed. A withheld subgroup has no mark.
 */
public final class PowerPanels {
  private final ValidationReport report;
  private final FigureIds ids;

  public PowerPanels(ValidationReport report) {
    this.report = report;
    this.ids = new FigureIds(report.study().findings());
  }

  /** One picture a claim for which the report has a subgroup's power. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (EndpointResult claim : report.results().endpoints()) {
      List<PowerRow> all = rows(report, claim);
      List<PowerRow> shown =
          all.stream().filter(row -> row.effective() != null && row.power() != null).toList();
      if (shown.size() > 1) {
        figures.add(figure(claim, message(claim, all, shown), shown));
      }
    }
    return figures;
  }

  private static String message(EndpointResult claim, List<PowerRow> all, List<PowerRow> shown) {
    Predicate<PowerRow> group = row -> !row.subgroup().equals(Words.ALL);
    int withheld = all.size() - shown.size();
    return "%s, %s: %d of %d groups can be certified%s"
        .formatted(
            claim.finding(),
            Words.metricAt(claim.metric(), claim.operatingPoint()),
            shown.stream().filter(group).filter(r -> Boolean.TRUE.equals(r.certifiable())).count(),
            all.stream().filter(group).count(),
            withheld == 0 ? "" : ", " + withheld + " withheld");
  }

  private Figure figure(EndpointResult claim, String title, List<PowerRow> rows) {
    String id = ids.of("power", claim);
    long needed = rows.stream().mapToLong(PowerRow::needed).max().orElse(1);
    double top = 2.0 * needed;
    Plot plot = new Plot("power", title + ".", new double[] {0, top}, new double[] {0, 1}, 230, 0);
    plot.axes(
        "Effective cases",
        new Plot.Ticks(
            List.of(0.0, (double) needed, top),
            List.of("0", NumberFormatter.count(needed), NumberFormatter.count(2 * needed))),
        "Power",
        Plot.Ticks.of(0, 0.2, 0.4, 0.6, 0.8, 1));
    plot.straight(needed, 0, needed, 1, "goal");
    List<Chart.Point> hovers = new ArrayList<>();
    List<double[]> csv = new ArrayList<>();
    TableBuilder table =
        new TableBuilder(id, title).words("Group").numbers("Needed", "Effective", "Power");
    for (PowerRow row : rows) {
      double effective = Objects.requireNonNull(row.effective());
      double power = Objects.requireNonNull(row.power());
      boolean enough = Boolean.TRUE.equals(row.certifiable());
      String words =
          "%s: worth %s of %s, power %s"
              .formatted(
                  Words.subgroup(row.subgroup()),
                  NumberFormatter.count((long) effective),
                  NumberFormatter.count(row.needed()),
                  NumberFormatter.value(power));
      double at = Math.min(effective, top);
      plot.mark(Plot.Point.plain(at, power), enough ? 1 : 0, enough ? "tone s0t" : "weak", words);
      hovers.add(new Chart.Point(at, power, null, null, words));
      table.row(
          List.of(
              Cell.of(Words.subgroup(row.subgroup())),
              Cell.number(NumberFormatter.count(row.needed())),
              Cell.number(NumberFormatter.count((long) effective)),
              Cell.number(NumberFormatter.value(power))));
      csv.add(new double[] {row.needed(), effective, power});
    }
    plot.hover("groups", 0, hovers);
    Table numbers = table.build(PointCsv.of(List.of("needed", "effective", "power"), csv));
    return new Figure(id, title, plot.finish(), "", numbers, plot.chart());
  }

  /** What each group with images can support of a claim, all images first. */
  static List<PowerRow> rows(ValidationReport report, EndpointResult claim) {
    return report.results().power().stream()
        .filter(row -> row.finding().equals(claim.finding()))
        .filter(row -> row.metric().equals(claim.metric()))
        .filter(row -> Objects.equals(row.operatingPoint(), claim.operatingPoint()))
        .filter(row -> !Long.valueOf(0).equals(row.available()))
        .toList();
  }
}
