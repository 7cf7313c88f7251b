package org.fedval.evaluation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.AurocInterval;
import org.junit.jupiter.api.Test;

class ClusteredAurocIntervalTest {
  private static final double Z = Normal.twoSided(0.95);

  @Test
  void degrees_of_freedom_are_the_patients_of_the_rarer_class_less_one() {
    AurocInterval interval =
        ClusteredAurocInterval.of(0.9, OptionalDouble.of(0.0009), 30, 500, 0.95);
    assertThat(interval.method()).isEqualTo("clustered_logit_t");
    // qt(0.975, 29) = 2.045229642132703; logit 0.9 = 2.197224577336219; se 0.03/0.09.
    double halfWidth = 2.045229642132703 * 0.03 / 0.09;
    assertThat(interval.interval().lower())
        .isCloseTo(1 / (1 + Math.exp(-2.197224577336219 + halfWidth)), within(1e-12));
    assertThat(interval.interval().upper())
        .isCloseTo(1 / (1 + Math.exp(-2.197224577336219 - halfWidth)), within(1e-12));
    assertThat(ClusteredAurocInterval.of(0.9, OptionalDouble.of(0.0009), 500, 30, 0.95))
        .isEqualTo(interval);
  }

  @Test
  void with_many_patients_it_is_the_normal_interval() {
    AurocInterval many =
        ClusteredAurocInterval.of(0.8, OptionalDouble.of(1e-4), 1_000_000, 2_000_000, 0.95);
    assertThat(many.interval().lower())
        .isCloseTo(AurocInterval.logit(0.8, 1e-4, Z).lower(), within(1e-6));
  }

  @Test
  void few_patients_count_as_one_case_each_however_many_images_they_have() {
    AurocInterval few = ClusteredAurocInterval.of(0.8, OptionalDouble.of(1e-6), 9, 40, 0.95);
    assertThat(few.method()).isEqualTo("newcombe5_patients");
    assertThat(few.interval()).isEqualTo(AurocInterval.newcombe5(0.8, 9, 40, Z));
  }

  @Test
  void no_interval_has_zero_width() {
    for (OptionalDouble variance :
        new OptionalDouble[] {OptionalDouble.empty(), OptionalDouble.of(0)}) {
      for (double auroc : new double[] {0, 0.5, 1}) {
        AurocInterval interval = ClusteredAurocInterval.of(auroc, variance, 50, 50, 0.95);
        assertThat(interval.interval().upper() - interval.interval().lower()).isGreaterThan(0.01);
      }
    }
  }

  @Test
  void a_class_without_patients_is_refused() {
    assertThatThrownBy(() -> ClusteredAurocInterval.of(0.5, OptionalDouble.empty(), 0, 5, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
