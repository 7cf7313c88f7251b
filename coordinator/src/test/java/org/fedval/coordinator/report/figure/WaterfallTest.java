package org.fedval.coordinator.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.FullStudy;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final ValidationReport FULL = FullReport.complete();
  private static final int RARE = 2;

  /** A line of a waterfall's CSV; numbers are NaN where the cell is empty. */
  private record Line(
      String panel,
      String name,
      double images,
      boolean atLeast,
      double kept,
      double leftOut,
      double worth,
      double needed,
      String status) {
    static Line of(String csv) {
      String[] c = csv.split(",", -1);
      return new Line(
          c[0],
          c[1],
          number(c[2]),
          Boolean.parseBoolean(c[3]),
          number(c[4]),
          number(c[5]),
          number(c[6]),
          number(c[7]),
          c[8]);
    }

    private static double number(String cell) {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }
  }

  private static List<Figure> figures(ValidationReport report) {
    return new WaterfallPanels(report, new Estimates(report)).figures();
  }

  private static Figure figure(ValidationReport report, String id) {
    return figures(report).stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  private static List<Line> lines(Figure figure) {
    String csv = Objects.requireNonNull(figure.numbers()).csv();
    return csv.lines().skip(1).map(Line::of).toList();
  }

  private static Line line(List<Line> lines, String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst().orElseThrow();
  }

  /** What the picture says of a row: its hover and every text and number in it. */
  private static String drawn(Figure figure, String hover) {
    return Pattern.compile("<g class=\"[^\"]*\"><title>" + Pattern.quote(hover) + ".*?</g>")
        .matcher(figure.svg())
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow();
  }

  private static ValidationReport with(UnaryOperator<ExclusionRow> change) {
    PooledResults r = FULL.results();
    return FullReport.of(
        new PooledResults(
            r.estimates(),
            r.endpoints(),
            r.curves(),
            r.exclusions().stream().map(change).toList(),
            r.power()));
  }

  @Test
  void every_claim_has_a_waterfall_under_a_name_of_its_own() {
    assertThat(figures(FULL).stream().map(Figure::id))
        .containsExactly(
            "waterfall-auroc-covid",
            "waterfall-sensitivity-screening-covid",
            "waterfall-auroc-pneumonia",
            "waterfall-sensitivity-screening-pneumonia",
            "waterfall-sensitivity-screening-pleural-effusion");
  }

  @Test
  void a_study_without_power_rows_has_no_waterfall() {
    ValidationReport none = SampleReport.complete();
    assertThat(none.results().endpoints()).isNotEmpty();
    assertThat(none.results().power()).isEmpty();
    assertThat(figures(none)).isEmpty();
  }

  @Test
  void the_steps_have_the_counts_of_the_report_and_begin_with_their_sum() {
    Estimates estimates = new Estimates(FULL);
    List<Figure> figures = figures(FULL);
    for (int i = 0; i < figures.size(); i++) {
      String finding = FULL.results().endpoints().get(i).finding();
      List<Line> lines = lines(figures.get(i));
      double found = Objects.requireNonNull(estimates.counts(finding, Words.ALL).cases());
      assertThat(line(lines, "Analysed").images()).isEqualTo(found);
      for (ExclusionRow row : FULL.results().exclusions()) {
        if (row.finding() == null || row.finding().equals(finding)) {
          long images = Objects.requireNonNull(row.nImages());
          found += images;
          if (images > 0) {
            assertThat(line(lines, row.reason()).leftOut()).isEqualTo(images);
          } else {
            assertThat(lines).noneMatch(line -> line.name().equals(row.reason()));
          }
        }
      }
      assertThat(lines.get(0).name()).isEqualTo("All files found");
      assertThat(lines.get(0).images()).isEqualTo(found);
      assertThat(lines).noneMatch(Line::atLeast);
      assertThat(figures.get(i).title())
          .contains("of " + NumberFormatter.count((long) found) + " files found");
    }
  }

  @Test
  void class_worth_and_need_are_those_of_the_power_rows() {
    List<Figure> figures = figures(FULL);
    for (int i = 0; i < figures.size(); i++) {
      List<Line> lines = lines(figures.get(i));
      long enough = 0;
      for (PowerRow row : PowerPanels.rows(FULL, FULL.results().endpoints().get(i))) {
        boolean all = row.subgroup().equals(Words.ALL);
        if (all) {
          String name = row.metric().equals("auroc") ? "Images of the rarer class" : "Positives";
          assertThat(line(lines, name).images()).isEqualTo((double) row.available());
          Line worth = lines.stream().filter(l -> l.name().startsWith("Worth")).findFirst().get();
          assertThat(worth.worth()).isEqualTo(row.effective());
          assertThat(worth.needed()).isEqualTo(row.needed());
        } else if (Long.valueOf(0).equals(row.available())) {
          assertThat(lines).noneMatch(l -> l.name().equals(Words.subgroup(row.subgroup())));
        } else if (row.available() != null) {
          Line group = line(lines, Words.subgroup(row.subgroup()));
          assertThat(group.images()).isEqualTo((double) row.available());
          assertThat(group.worth()).isEqualTo(row.effective());
          assertThat(group.needed()).isEqualTo(row.needed());
          enough += Boolean.TRUE.equals(row.certifiable()) ? 1 : 0;
        }
      }
      assertThat(figures.get(i).title()).contains("enough in " + enough + " of ");
    }
  }

  @Test
  void the_shares_kept_multiply_from_all_files_to_what_they_are_worth() {
    for (Figure figure : figures(FULL)) {
      double left = Double.NaN;
      for (Line line : lines(figure)) {
        if (line.panel().equals("images")) {
          left = Double.isNaN(left) ? line.images() : left;
          left *= Double.isNaN(line.kept()) ? 1 : line.kept();
          double there = line.name().startsWith("Worth") ? line.worth() : line.images();
          assertThat(left).as(line.name()).isCloseTo(there, within(1e-6));
        }
      }
    }
  }

  @Test
  void a_withheld_group_shows_its_reason_and_no_number() {
    int withheld = 0;
    List<Figure> figures = figures(FULL);
    for (int i = 0; i < figures.size(); i++) {
      Figure figure = figures.get(i);
      List<Double> widths = new ArrayList<>();
      for (PowerRow row : PowerPanels.rows(FULL, FULL.results().endpoints().get(i))) {
        if (row.status() != Status.SUPPRESSED) {
          continue;
        }
        withheld++;
        String name = Words.subgroup(row.subgroup());
        Line line = line(lines(figure), name);
        assertThat(List.of(line.images(), line.kept(), line.leftOut(), line.worth()))
            .containsOnly(Double.NaN);
        assertThat(line.status()).isEqualTo("withheld");
        String drawn = drawn(figure, name + ":");
        assertThat(drawn).contains("url(#hatch-" + figure.id()).doesNotContain("there", "worth");
        widths.add(
            Pattern.compile("hatched\" x=\"[\\d.]+\" y=\"[\\d.]+\" width=\"([\\d.]+)\"")
                .matcher(drawn)
                .results()
                .mapToDouble(m -> Double.parseDouble(m.group(1)))
                .sum());
        Chart.Point point =
            Objects.requireNonNull(figure.chart()).series().stream()
                .flatMap(series -> series.points().stream())
                .filter(p -> p.words().startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
        assertThat(point.x()).isNaN();
        assertThat(point.words().substring(name.length())).doesNotContain("worth", "needed");
      }
      assertThat(widths.stream().distinct()).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(withheld).isGreaterThan(5);
  }

  @Test
  void above_a_withheld_reason_stands_a_lower_limit_and_no_share() {
    ValidationReport report =
        FullReport.of(FullStudy.complete((site, image, scores, labels, levels) -> {}, 3));
    Figure figure = figure(report, "waterfall-sensitivity-screening-covid");
    List<Line> lines = lines(figure);
    Line before = lines(figure(FULL, "waterfall-sensitivity-screening-covid")).get(0);

    assertThat(lines.get(0).atLeast()).isTrue();
    assertThat(lines.get(0).images()).isEqualTo(before.images());
    assertThat(line(lines, "UNREADABLE").leftOut()).isNaN();
    assertThat(line(lines, "UNREADABLE").kept()).isNaN();
    assertThat(line(lines, "UNREADABLE").status()).isEqualTo("withheld");
    assertThat(line(lines, "TRANSFER_SYNTAX").atLeast()).isFalse();
    assertThat(figure.title()).contains("of at least ");
    assertThat(drawn(figure, "All files found")).contains("\u2265\u202f");
  }

  @Test
  void reasons_that_are_not_counted_under_noise_are_neither_zero_nor_withheld() {
    ValidationReport report =
        with(
            row ->
                row.reason().equals("NO_LABEL_ROW")
                    ? new ExclusionRow(
                        row.reason(), null, row.words(), null, null, Status.NOT_ESTIMABLE)
                    : row);
    Figure figure = figure(report, "waterfall-auroc-covid");

    assertThat(drawn(figure, "NO_LABEL_ROW")).contains(">not counted<");
    assertThat(lines(figure).get(0).atLeast()).isTrue();
  }

  @Test
  void a_class_that_is_withheld_as_a_whole_gives_no_count_of_its_finding() {
    ValidationReport report =
        FullReport.of(
            FullStudy.complete(
                (site, image, scores, labels, levels) ->
                    labels[RARE] =
                        site < 4 && image % 400 == 0
                            ? ReferenceLabel.POSITIVE
                            : ReferenceLabel.NEGATIVE,
                0));
    Figure figure = figure(report, "waterfall-sensitivity-screening-pleural-effusion");

    assertThat(figure.title()).contains("how many positives remain is withheld");
    for (Line line : lines(figure)) {
      assertThat(line.images()).as(line.name()).isNaN();
      assertThat(line.kept()).as(line.name()).isNaN();
      assertThat(line.worth()).as(line.name()).isNaN();
    }
    assertThat(figure.svg()).doesNotContain("class=\"there\"", "class=\"worth\"");
  }

  @Test
  void the_text_alternative_says_the_finding() {
    for (Figure figure : figures(FULL)) {
      assertThat(figure.svg()).contains("aria-label=\"" + figure.title() + ".\"");
    }
  }
}
