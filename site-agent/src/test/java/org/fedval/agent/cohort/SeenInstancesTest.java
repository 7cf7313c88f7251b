package org.fedval.agent.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenInstancesTest {

  @Test
  void it_agrees_with_a_set_while_it_grows() {
    long seed = 2026;
    Random random = new Random(seed);
    SeenInstances seen = new SeenInstances();
    Set<String> model = new HashSet<>();
    for (int n = 0; n < 20_000; n++) {
      String uid = "2.25." + random.nextInt(12_000);
      assertThat(seen.first(uid)).as("seed %d step %d", seed, n).isEqualTo(model.add(uid));
    }
  }
}
