package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.support.Fixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From case rows through site vectors, sum and gate to the rows of a report. */
class PublishedRowsTest {
  private record Scored(String site, boolean positive, double score) {}

  @Test
  void three_sites_report_what_proc_and_scikit_learn_print_for_all_cases() {
    Fixture fixture = Fixture.open("p02_binary_small");
    List<Scored> cases = dealt(fixture.rows("input.csv"), 3);
    PooledResults results = report(cases, 0.4);
    MetricRow auroc = Cases.row(results, "auroc", "all", "");
    fixture.check("auroc", number(auroc.value()));
    fixture.check("auroc_ci95_logit", number(auroc.ciLow()), number(auroc.ciHigh()));
    assertThat(auroc.ciMethod()).isEqualTo("delong_logit");
    checkRows(fixture, "", results, "t0.4");
  }

  @Test
  void five_uneven_sites_report_what_scikit_learn_prints_for_all_cases() {
    Fixture fixture = Fixture.open("p03_multisite_histogram");
    List<Scored> cases =
        fixture.rows("input.csv").stream()
            .map(r -> new Scored(r[0], r[1].equals("1"), Double.parseDouble(r[2])))
            .toList();
    PooledResults results = report(cases, 0.25, 0.5);
    checkRows(fixture, "t0.25_", results, "t0.25");
    checkRows(fixture, "t0.5_", results, "t0.5");
    double raw = fixture.value("auroc_raw").asDouble();
    double binned = number(Cases.row(results, "auroc", "all", "").value());
    assertThat(Math.abs(raw - binned))
        .isLessThanOrEqualTo(results.curves().get(0).quantisationBound());
    JsonNode confusion = fixture.value("t0.5_confusion");
    assertThat(Cases.row(results, "sensitivity", "all", "t0.5").nPositive())
        .isEqualTo(confusion.get("tp").asLong() + confusion.get("fn").asLong());
  }

  @Test
  void the_split_into_sites_changes_no_digit() {
    Fixture fixture = Fixture.open("p02_binary_small");
    List<String[]> rows = fixture.rows("input.csv");
    PooledResults three = report(dealt(rows, 3), 0.4);
    for (int sites : new int[] {4, 5, 12}) {
      assertThat(report(dealt(rows, sites), 0.4)).isEqualTo(three);
    }
  }

  private static List<Scored> dealt(List<String[]> rows, int sites) {
    return IntStream.range(0, rows.size())
        .mapToObj(
            i ->
                new Scored(
                    "site" + i % sites,
                    rows.get(i)[0].equals("1"),
                    Double.parseDouble(rows.get(i)[1])))
        .toList();
  }

  private static PooledResults report(List<Scored> cases, double... thresholds) {
    List<OperatingPoint> points =
        Arrays.stream(thresholds).mapToObj(t -> new OperatingPoint("t" + t, t)).toList();
    Cases study = Cases.of(Cases.plan(points, List.of()));
    cases.forEach(c -> study.add(c.site(), c.positive(), c.score()));
    return study.report();
  }

  private static void checkRows(
      Fixture fixture, String prefix, PooledResults results, String point) {
    for (String metric : List.of("sensitivity", "specificity", "ppv", "npv")) {
      MetricRow row = Cases.row(results, metric, "all", point);
      fixture.check(prefix + metric, number(row.value()));
      fixture.check(prefix + metric + "_wilson95", number(row.ciLow()), number(row.ciHigh()));
    }
  }

  private static double number(@Nullable Double value) {
    return Objects.requireNonNull(value, "the row has no value");
  }
}
