package org.fedval.agent.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {
  /** 2026-11-21 is a Saturday; Berlin is one hour before UTC in winter and two in summer. */
  @ParameterizedTest
  @CsvSource({
    "mon-fri 18:00-06:00, 2026-11-20T16:59:59Z, false",
    "mon-fri 18:00-06:00, 2026-11-20T17:00:00Z, true",
    "mon-fri 18:00-06:00, 2026-11-21T04:59:59Z, true",
    "mon-fri 18:00-06:00, 2026-11-21T05:00:00Z, false",
    "mon-fri 18:00-06:00, 2026-07-17T16:00:00Z, true",
    "sat-sun 00:00-24:00, 2026-11-20T22:59:59Z, false",
    "sat-sun 00:00-24:00, 2026-11-20T23:00:00Z, true",
    "sat-sun 00:00-24:00, 2026-11-22T22:59:59Z, true",
    "sat-sun 00:00-24:00, 2026-11-22T23:00:00Z, false",
    "fri-mon 08:00-09:00, 2026-11-23T07:30:00Z, true",
    "fri-mon 08:00-09:00, 2026-11-24T07:30:00Z, false",
    "sun 22:00-02:00, 2026-11-23T00:30:00Z, true",
    "sat 12:00-12:00, 2026-11-22T10:59:59Z, true",
    "sat 12:00-12:00, 2026-11-22T11:00:00Z, false"
  })
  void a_window_is_open_from_its_first_minute_to_before_its_last(
      String window, Instant now, boolean open) {
    assertThat(new OpeningHours("Europe/Berlin", List.of(window)).isOpenAt(now)).isEqualTo(open);
  }

  @Test
  void the_next_opening_is_told_in_local_time() {
    OpeningHours hours = new OpeningHours("Europe/Berlin", List.of("mon 18:00-19:00"));

    assertThat(hours.nextOpening(Instant.parse("2026-11-21T12:34:56Z")).toLocalDateTime())
        .hasToString("2026-11-23T18:00");
    Instant inside = Instant.parse("2026-11-23T17:10:00Z");
    assertThat(hours.nextOpening(inside).toInstant()).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mon",
        "mon 8:00-9:00",
        "xyz 08:00-09:00",
        "mon 24:00-09:00",
        "mon 08:00-25:00"
      })
  void another_form_is_refused(String window) {
    assertThatThrownBy(() -> new OpeningHours("UTC", List.of(window)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("opening_hours");
  }

  @Test
  void a_zone_and_a_window_are_needed() {
    assertThatThrownBy(() -> new OpeningHours("Mars/Base", List.of("mon 08:00-09:00")))
        .hasMessageContaining("opening_hours.zone");
    assertThatThrownBy(() -> new OpeningHours("UTC", List.of()))
        .hasMessageContaining("opening_hours.windows");
  }
}
