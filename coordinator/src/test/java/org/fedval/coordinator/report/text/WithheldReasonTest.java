package org.fedval.coordinator.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WithheldReasonTest {
  @Test
  void a_reason_that_holds_for_both_classes_is_said_once() {
    WithheldReason reason =
        WithheldReason.parse(
            "positives: fewer than 10 patients; negatives: fewer than 10 patients");

    assertThat(reason.text()).isEqualTo("fewer than 10 patients");
    assertThat(reason.kinds()).containsExactly("fewer than 10 patients");
  }

  @Test
  void classes_that_differ_keep_their_names() {
    WithheldReason reason =
        WithheldReason.parse(
            "positives: fewer than 10 patients; negatives: fewer than 4 hospitals contribute");

    assertThat(reason.text())
        .isEqualTo(
            "positives: fewer than 10 patients; negatives: fewer than 4 hospitals contribute");
    assertThat(reason.kinds())
        .containsExactly("fewer than 10 patients", "fewer than 4 hospitals contribute");
  }

  @Test
  void one_class_alone_keeps_its_name() {
    assertThat(WithheldReason.parse("positives: fewer than 10 patients").text())
        .isEqualTo("positives: fewer than 10 patients");
  }

  @Test
  void protecting_a_neighbour_is_said_in_short() {
    assertThat(
            WithheldReason.parse(
                    "withheld so that a suppressed level cannot be computed from the others")
                .text())
        .isEqualTo("would give another withheld number away");
  }

  @Test
  void unknown_words_stay_as_they_are() {
    assertThat(WithheldReason.parse("contributed by fewer than 4 sites").text())
        .isEqualTo("contributed by fewer than 4 sites");
  }
}
