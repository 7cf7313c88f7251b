package org.fedval.evaluation.binom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.support.Fixture;
import org.junit.jupiter.api.Test;

class ProportionFixtureTest {
  @Test
  void wilson_and_clopper_pearson_agree_with_r_and_statsmodels() {
    Fixture fixture = Fixture.open("p01_proportion_ci");
    List<String[]> rows = fixture.rows("input.csv");
    for (int i = 0; i < rows.size(); i++) {
      long k = Long.parseLong(rows.get(i)[0]);
      long n = Long.parseLong(rows.get(i)[1]);
      double confidence = Double.parseDouble(rows.get(i)[2]);
      Interval wilson = Wilson.interval(k, n, Normal.twoSided(confidence));
      check(fixture, "wilson", i, wilson);
      check(fixture, "wilson_statsmodels", i, wilson);
      check(fixture, "clopper_pearson", i, ClopperPearson.interval(k, n, confidence));
    }
    fixture.checkComplete("agresti_coull", "jeffreys");
  }

  private static void check(Fixture fixture, String key, int row, Interval got) {
    JsonNode want = fixture.value(key).get(row);
    fixture.check(key, want.get(0), got.lower());
    fixture.check(key, want.get(1), got.upper());
  }

  @Test
  void exact_binomial_tails_agree_with_scipy() {
    Fixture fixture = Fixture.open("p06_power");
    String key = "one_sample_exact_power";
    for (JsonNode row : fixture.value(key)) {
      long k = row.get("k_crit").asLong();
      long n = row.get("n").asLong();
      fixture.check(
          key,
          row.get("attained_alpha"),
          ProportionSampleSize.upperTail(k, n, row.get("p0").asDouble()));
      fixture.check(
          key, row.get("power"), ProportionSampleSize.upperTail(k, n, row.get("p1").asDouble()));
    }
    fixture.checkComplete(
        "two_prop",
        "auc_vs_half",
        "wald_half_width_p85_n66",
        "positives_for_wald_half_width_05_p85",
        "total_for_250_positives",
        "design_effect");
  }

  @Test
  void wilson_end_points_are_exact_and_every_interval_holds_its_estimate() {
    double z = Normal.twoSided(0.95);
    for (long n = 1; n <= 400; n++) {
      assertThat(Wilson.interval(0, n, z).lower()).isEqualTo(0);
      assertThat(Wilson.interval(n, n, z).upper()).isEqualTo(1);
      for (long k = 0; k <= n; k += 1 + n / 20) {
        Interval interval = Wilson.interval(k, n, z);
        assertThat((double) k / n).isBetween(interval.lower(), interval.upper());
        assertThat(interval.upper()).isGreaterThan(interval.lower());
      }
    }
  }
}
