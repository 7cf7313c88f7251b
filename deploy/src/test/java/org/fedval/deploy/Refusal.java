package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** How every command ends that cannot go on: one sentence, a code, no stack trace, no hang. */
final class Refusal {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Refusal() {}

  /** The command fails and says each of the words in its one sentence. */
  static void of(Object[] command, String... words) {
    Fedval run =
        Assertions.assertTimeoutPreemptively(
            LIMIT, () -> Fedval.run(command), () -> "hangs: " + String.join(" ", strings(command)));
    String all = String.join(" ", strings(command)) + "\n" + run.out() + run.err();
    assertThat(run.exit()).as(all).isIn(1, 2);
    assertThat(run.err().lines().filter(line -> line.startsWith("fedval: "))).as(all).hasSize(1);
    assertThat(run.err())
        .as(all)
        .startsWith("fedval: ")
        .contains(words)
        .doesNotContain("\tat ", "Exception", "internal error", "null");
  }

  static Object[] command(Object... words) {
    return words;
  }

  private static String[] strings(Object[] words) {
    String[] text = new String[words.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = String.valueOf(words[i]);
    }
    return text;
  }
}
