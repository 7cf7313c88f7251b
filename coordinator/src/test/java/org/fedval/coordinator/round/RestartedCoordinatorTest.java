package org.fedval.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.fedval.coordinator.support.RoundSite;
import org.fedval.coordinator.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The coordinator's process may end after any message; what it stored leads to the same sums. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RestartedCoordinatorTest {
  @Parameter private TestDatabase kind;

  private static final int LONGEST = 100;

  @TempDir private Path folder;

  @Test
  void after_any_message_a_new_process_goes_on_to_the_same_sums() throws Exception {
    int stops = 0;
    for (int turns = 0; turns < LONGEST; turns++) {
      try (RoundTable table = new RoundTable(folder.resolve("stop-" + turns), 3, kind)) {
        if (take(table, turns) < turns) {
          break;
        }
        table.restart();
        table.talk();
        table.assertPooled(Set.of(0, 1, 2));
        stops++;
      }
    }
    // 3 sites, 6 steps each
    assertThat(stops).isGreaterThanOrEqualTo(18);
  }

  @Test
  void the_survivor_set_is_the_same_one_after_a_restart() throws Exception {
    try (RoundTable table = new RoundTable(folder, 5, kind)) {
      table.asleep.add(3);
      table.talk();
      table.waitForSleepers();
      int unused = take(table, 9);

      table.restart();
      table.talk();

      table.assertPooled(Set.of(0, 1, 2, 4));
    }
  }

  /** So many turns of the sites, or fewer when the round is over before. */
  private static int take(RoundTable table, int turns) {
    int taken = 0;
    while (taken < turns) {
      boolean said = false;
      for (RoundSite site : table.sites) {
        if (taken < turns && table.ear.sums == null && table.turn(site)) {
          said = true;
          taken++;
        }
      }
      if (!said) {
        return taken;
      }
    }
    return taken;
  }
}
