package org.fedval.coordinator.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberFormatterTest {
  @Test
  void counts_have_thin_spaces_between_thousands() {
    assertThat(NumberFormatter.count(0)).isEqualTo("0");
    assertThat(NumberFormatter.count(999)).isEqualTo("999");
    assertThat(NumberFormatter.count(1_234_567)).isEqualTo("1\u202f234\u202f567");
  }

  @Test
  void an_interval_reads_from_low_to_high() {
    assertThat(NumberFormatter.interval(0.8612, 0.8099, 0.9001, null))
        .isEqualTo("0.86 (0.81 to 0.90)");
  }

  @Test
  void a_number_that_is_neither_0_nor_1_never_reads_as_it() {
    assertThat(NumberFormatter.proportion(0)).isEqualTo("0.00");
    assertThat(NumberFormatter.proportion(1)).isEqualTo("1.00");
    assertThat(NumberFormatter.proportion(0.004)).isEqualTo("0.004");
    assertThat(NumberFormatter.proportion(0.9962)).isEqualTo("0.996");
    assertThat(NumberFormatter.proportion(0.0001)).isEqualTo("<\u202f0.001");
    assertThat(NumberFormatter.proportion(0.9999)).isEqualTo(">\u202f0.999");
  }

  @Test
  void a_bound_next_to_the_goal_shows_on_which_side_it_lies() {
    assertThat(NumberFormatter.interval(0.84, 0.7982, 0.87, 0.8))
        .isEqualTo("0.840 (0.798 to 0.870)");
    assertThat(NumberFormatter.interval(0.84, 0.82, 0.87, 0.8)).isEqualTo("0.84 (0.82 to 0.87)");
  }

  @Test
  void a_bound_is_rounded_up_and_a_goal_keeps_its_digits() {
    assertThat(NumberFormatter.upperBound(0.00063)).isEqualTo("0.0007");
    assertThat(NumberFormatter.upperBound(0)).isEqualTo("0");
    assertThat(NumberFormatter.goal(0.8)).isEqualTo("0.80");
    assertThat(NumberFormatter.goal(0.825)).isEqualTo("0.825");
    assertThat(NumberFormatter.plain(0.5)).isEqualTo("0.5");
  }
}
