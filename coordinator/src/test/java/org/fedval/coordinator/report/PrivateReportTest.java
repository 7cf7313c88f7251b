package org.fedval.coordinator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class PrivateReportTest {
  private static final PrivacyStatement PRIVACY =
      new PrivacyStatement(3.99, 1e-6, 0.025, 0.22, 24.4, 8.37, 2, 12, 5);

  private final ValidationReport report = with(PRIVACY, row("wilson_noise", 40L));

  @Test
  void the_statement_has_every_figure_and_comes_back_from_json() throws Exception {
    byte[] json = ReportJson.write(report);
    assertThat(ReportJson.read(json)).isEqualTo(report);
    JsonNode privacy = new ObjectMapper().readTree(json).get("privacy");
    assertThat(privacy.get("epsilon").doubleValue()).isEqualTo(3.99);
    assertThat(privacy.get("rho").doubleValue()).isEqualTo(0.245);
    assertThat(privacy.get("sites").intValue()).isEqualTo(5);
    assertThat(privacy.get("statement").textValue())
        .contains("epsilon 3.99 at delta 0.000001")
        .contains("rho 0.245")
        .contains("each of 5 hospitals counted at most 2 images of a patient")
        .contains("at most 12 counts")
        .contains("standard deviation 8.37 and the patient counts 24.4");
  }

  @Test
  void every_row_is_marked() throws Exception {
    for (JsonNode row : new ObjectMapper().readTree(ReportJson.write(report)).get("estimates")) {
      assertThat(row.get("noisy").booleanValue()).isTrue();
    }
  }

  @Test
  void the_page_states_epsilon_where_the_numbers_are_and_claims_nothing_exact() {
    String page = ReportHtml.render(report);
    assertThat(page)
        .contains("Differential privacy with epsilon 3.99")
        .contains("Every count on this page carries that noise")
        .contains("Wilson, with noise")
        .doesNotContain("are exact: the thresholds are edges");
  }

  @Test
  void a_report_without_privacy_says_so() {
    ValidationReport exact = with(null, row("wilson", 40L));
    assertThat(ReportHtml.render(exact)).contains("No differential privacy: the published sums");
    assertThat(new String(ReportJson.write(exact), UTF_8))
        .contains("\"mechanism\": \"none\"", "No differential privacy");
  }

  @Test
  void a_report_that_does_not_say_whether_it_is_private_is_refused() throws Exception {
    String json = new String(ReportJson.write(with(null, row("wilson", 40L))), UTF_8);
    String silent = json.replaceFirst("(?s)\"privacy\": \\{.*?\\},", "");
    assertThat(silent).doesNotContain("mechanism");
    assertThatThrownBy(() -> ReportJson.read(silent.getBytes(UTF_8)))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("'privacy'");
  }

  @Test
  void an_unknown_mechanism_and_a_negative_count_are_refused() {
    String odd =
        new String(ReportJson.write(report), UTF_8)
            .replace(PrivacyText.DISCRETE_GAUSSIAN, "central_laplace");
    assertThatThrownBy(() -> ReportJson.read(odd.getBytes(UTF_8)))
        .isInstanceOf(ReportFormatException.class)
        .hasMessageContaining("privacy mechanism is not known");
    assertThatThrownBy(() -> ReportJson.write(with(PRIVACY, row("wilson_noise", -1L))))
        .hasMessageContaining("negative count");
  }

  private static MetricRow row(String method, long cases) {
    return new MetricRow(
        "Covid",
        "sensitivity",
        "all",
        "screening",
        0.8,
        0.6,
        0.9,
        method,
        cases,
        30L,
        20L,
        20L,
        Status.OK,
        null,
        null);
  }

  private static ValidationReport with(PrivacyStatement privacy, MetricRow row) {
    ValidationReport sample = SampleReport.complete();
    return new ValidationReport(
        sample.schema(),
        sample.generatedAt(),
        sample.study(),
        sample.bundle(),
        sample.roster(),
        sample.session(),
        sample.disclosure(),
        Map.copyOf(sample.software()),
        new PooledResults(List.of(row), List.of(), List.of(), List.of()),
        PrivacyText.notes(privacy),
        privacy);
  }
}
