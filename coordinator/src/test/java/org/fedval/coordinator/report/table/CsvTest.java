package org.fedval.coordinator.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void a_name_that_a_spreadsheet_would_run_is_defused() {
    String csv = EstimateCsv.of(List.of(row("=1+1,\"x\"")));

    assertThat(csv)
        .contains(
            "Covid,\"'=1+1,\"\"x\"\"\",all,,prevalence=0.05,0.5,0.4,0.6,wilson,0.05,0.01,0.02,"
                + "1.0E-4,100,90,50,50,ok,,\r\n");
  }

  @Test
  void a_point_that_is_no_number_is_left_empty() {
    String csv =
        PointCsv.of(
            List.of("x", "y"), List.of(new double[] {0, 0.5}, new double[] {1, Double.NaN}));

    assertThat(csv).isEqualTo("x,y\r\n0.0,0.5\r\n1.0,\r\n");
  }

  private static MetricRow row(String metric) {
    return new MetricRow(
        "Covid",
        metric,
        "all",
        null,
        0.5,
        0.4,
        0.6,
        "wilson",
        100L,
        90L,
        50L,
        50L,
        Status.OK,
        null,
        null,
        "prevalence=0.05",
        0.05,
        0.01,
        0.02,
        1e-4);
  }
}
