package org.fedval.coordinator.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class FiguresTest {
  private static final DisclosureRules RULES = new DisclosureRules(10, 3, 1, 4);

  @Test
  void every_picture_is_well_formed_and_stays_inside_its_frame() throws Exception {
    framed(ReportHtml.render(SampleReport.complete()), 7);
    framed(ReportHtml.render(FullReport.complete()), 31);
  }

  private static void framed(String html, int least) throws Exception {
    List<String> pictures =
        Pattern.compile("<svg class=\"figure.*?</svg>", Pattern.DOTALL)
            .matcher(html)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(pictures).hasSizeGreaterThanOrEqualTo(least);
    for (String picture : pictures) {
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(picture)));
      double width = attribute(picture, "width");
      double height = attribute(picture, "height");
      places(picture, "x[12]?").forEach(x -> assertThat(x).isBetween(0.0, width));
      places(picture, "y[12]?").forEach(y -> assertThat(y).isBetween(0.0, height));
    }
  }

  @Test
  void text_in_a_picture_is_escaped() {
    String svg =
        new Svg(10, 10, "c", "<b>\"x\"").text(1, 1, "start", "", "</text><script>").finish();

    assertThat(svg).contains("&lt;b&gt;&#34;x&#34;", "&lt;/text&gt;&lt;script&gt;");
  }

  @Test
  void labels_of_close_operating_points_do_not_overlap() {
    RocFigure.Cross one = new RocFigure.Cross("one", 0.8, 0.7, 0.9, 0.8, 0.7, 0.9, "");
    RocFigure.Cross two = new RocFigure.Cross("two", 0.81, 0.7, 0.9, 0.8, 0.7, 0.9, "");
    String svg =
        RocFigure.draw(
            new RocCurveData("Covid", List.of(new RocPoint(0, 0), new RocPoint(1, 1)), 0),
            List.of(),
            List.of(one, two),
            0,
            List.of(""),
            "m");

    List<Double> heights =
        Pattern.compile("halo label\" x=\"[\\d.]+\" y=\"([\\d.]+)\"")
            .matcher(svg)
            .results()
            .map(m -> Double.valueOf(m.group(1)))
            .toList();
    assertThat(Math.abs(heights.get(0) - heights.get(1))).isGreaterThanOrEqualTo(12);
  }

  @Test
  void a_scale_labels_round_values_only() {
    assertThat(new Scale(0.4, 1, 0, 100).ticks(4)).containsExactly(0.4, 0.6, 0.8, 1.0);
    assertThat(new Scale(0.5, 1, 0, 100).at(0.75)).isEqualTo(50);
  }

  @Test
  void a_withheld_cell_names_the_number_of_patients_only_where_that_is_the_reason() {
    assertThat(Words.withheld("fewer than 10 patients", RULES)).isEqualTo("<\u202f10");
    assertThat(Words.withheld("contributed by fewer than 4 sites", RULES))
        .isEqualTo("<\u202f4 sites");
    assertThat(Words.withheld("fewer than 10 patients or 4 sites", RULES)).isEqualTo("withheld");
    assertThat(Words.withheld("would reveal another cell", RULES)).isEqualTo("withheld");
    assertThat(Words.withheld(null, RULES)).isEqualTo("withheld");
  }

  private static double attribute(String svg, String name) {
    return places(svg, name).get(0);
  }

  private static List<Double> places(String svg, String name) {
    return Pattern.compile(" " + name + "=\"(-?[\\d.]+)\"")
        .matcher(svg)
        .results()
        .map(m -> Double.valueOf(m.group(1)))
        .toList();
  }
}
