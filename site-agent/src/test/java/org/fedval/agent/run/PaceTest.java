package org.fedval.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final AtomicLong clock = new AtomicLong();
  private final Pace pace = new Pace(clock::get);

  @Test
  void the_rate_is_that_of_the_last_minute() {
    long done = 0;
    for (int second = 0; second < 300; second++) {
      pass(1);
      done += 50;
      pace.at(done);
    }
    for (int second = 0; second < 120; second++) {
      pass(1);
      done += 10;
      pace.at(done);
    }

    assertThat(pace.perSecond()).isEqualTo(10);
    assertThat(pace.secondsFor(1_001)).hasValue(101);
  }

  @Test
  void cases_of_an_earlier_run_say_nothing_of_the_rate() {
    pass(1);
    pace.from(90_000);
    pass(2);
    pace.at(90_008);

    assertThat(pace.perSecond()).isEqualTo(4);
  }

  @Test
  void without_a_case_there_is_no_rate_and_no_end() {
    pass(5);
    pace.at(0);

    assertThat(pace.perSecond()).isZero();
    assertThat(pace.secondsFor(10)).isEmpty();
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
