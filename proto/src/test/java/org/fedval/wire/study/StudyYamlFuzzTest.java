package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutations of a study plan: it is read or refused with {@link StudyPlanException}, nothing
 * else. {@code -Dfedval.fuzz.rounds=100000} runs more of them.
 */
class StudyYamlFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fedval.fuzz.rounds", 1_000);
  private static final String SYNTAX = "{}[]:-&*!|>'\"%@`#,\n\t \0\u00FF09aZ~?<";

  @Test
  void a_mutated_plan_is_read_or_refused() {
    byte[] plan = StudyYamlTest.PLAN.getBytes(StandardCharsets.UTF_8);
    Random random = new Random(19);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = plan.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        int at = random.nextInt(mutated.length);
        mutated[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
      }
      try {
        StudyYaml.parse(mutated);
      } catch (StudyPlanException e) {
        assertThat(e).hasMessageContaining(" ");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
  }
}
