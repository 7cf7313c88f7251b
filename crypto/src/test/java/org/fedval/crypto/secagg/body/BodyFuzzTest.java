package org.fedval.crypto.secagg.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.fedval.crypto.primitive.MalformedBody;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Seeded mutations of every signed body, several at once, with lengths and counts blown up: the
 * decoder keeps the bytes exactly or refuses them, and never reserves memory for a count that the
 * body cannot hold. {@code -Dfedval.fuzz.rounds=1000000} runs more of them.
 */
class BodyFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fedval.fuzz.rounds", 1_000);
  private static final long MOST_BYTES_A_ROUND = 1 << 20;

  static Stream<BodiesTest.Kind> kinds() {
    return BodiesTest.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_mutated_body_is_kept_exactly_or_refused(BodiesTest.Kind kind) {
    Random random = new Random(kind.name().hashCode());
    var memory =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    long before = memory.getThreadAllocatedBytes(self);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutated(kind.body(), random);
      try {
        assertThat(kind.rewrite().apply(mutated)).as("round %d", round).isEqualTo(mutated);
      } catch (MalformedBody e) {
        assertThat(e.getMessage()).endsWith(".");
      }
    }
    assertThat((memory.getThreadAllocatedBytes(self) - before) / ROUNDS)
        .as("bytes reserved a round")
        .isLessThan(MOST_BYTES_A_ROUND);
  }

  private static byte[] mutated(byte[] body, Random random) {
    byte[] out = body.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && out.length > 4; n--) {
      int at = random.nextInt(out.length - 3);
      switch (random.nextInt(6)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(out, at, at + 4, (byte) (random.nextBoolean() ? 0xFF : 0x7F));
        case 3 -> Arrays.fill(out, at, at + 4, (byte) 0);
        case 4 -> out = Arrays.copyOf(out, at);
        default -> System.arraycopy(out, random.nextInt(out.length - 3), out, at, 4);
      }
    }
    return out;
  }
}
