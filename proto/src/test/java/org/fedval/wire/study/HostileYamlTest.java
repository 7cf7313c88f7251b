package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.wire.study.StudyYamlTest.PLAN;
import static org.fedval.wire.study.StudyYamlTest.refused;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileYamlTest {
  private static final String DAMAGE = "[]{}:,-#&*!|>'\"%@`\n\t ~?0aZ\u0000";

  @Test
  void a_key_that_stands_twice_is_refused_with_both_lines() {
    assertThat(refused(PLAN + "title: Another\n"))
        .containsExactly(
            "study.yaml line 28: the key 'title' stands twice, first on line 5; remove one.");
  }

  @Test
  void anchors_and_aliases_are_refused_before_they_expand() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(refused(bomb.toString()))
        .containsExactly(
            "study.yaml line 1: anchors and aliases (& and *) are not allowed; write the value"
                + " out.");
    assertThat(refused("title: *other\n").get(0)).contains("anchors and aliases");
    assertThat(refused("*title : y\n").get(0)).contains("not valid YAML");
  }

  @Test
  void tags_are_refused() {
    assertThat(refused("title: !!java.net.URL [x]\n"))
        .containsExactly("study.yaml line 1: tags (!) are not allowed; remove the tag.");
  }

  @Test
  void deep_nesting_is_refused() {
    assertThat(refused("[".repeat(200_000)).get(0)).startsWith("study.yaml line 1: ");
    assertThat(refused(PLAN + "a: " + "[".repeat(15) + "]".repeat(15)))
        .anyMatch(sentence -> sentence.contains("unknown key 'a'"));
    assertThat(refused(PLAN + "a: " + "[".repeat(17) + "]".repeat(17)))
        .containsExactly(
            "study.yaml line 28: nested deeper than 16 levels; check the indentation.");
  }

  @Test
  void a_large_file_is_refused_before_it_is_read() {
    byte[] large = new byte[256 * 1024 + 1];

    assertThat(sentences(large))
        .containsExactly(
            "study.yaml is larger than 256 KiB; a study plan is a small file, check the path.");
  }

  @Test
  void broken_text_is_refused_with_its_line() {
    assertThat(refused("title: a\nunit: 'image\n").get(0))
        .startsWith("study.yaml line")
        .contains("not valid YAML");
    assertThat(refused("title: a: b\n").get(0)).startsWith("study.yaml line 1: this is not valid");
    assertThat(refused("").get(0)).isEqualTo("study.yaml is empty; expected a study plan.");
    assertThat(refused(PLAN + "---\na: b\n").get(0)).contains("a second document begins");
    assertThat(sentences(new byte[] {'a', ':', ' ', (byte) 0xff}))
        .containsExactly("study.yaml is not UTF-8 text; save it as UTF-8.");
  }

  @Test
  void what_was_found_is_shown_short_and_printable() {
    String shown = refused(PLAN.replace("image", "\"" + "\\e[31m".repeat(50) + "\"")).get(0);

    assertThat(shown).hasSizeLessThan(140).doesNotContain("\u001b");
  }

  @Test
  void many_faults_end_with_a_count() {
    StringBuilder keys = new StringBuilder(PLAN);
    for (int i = 0; i < 30; i++) {
      keys.append("key").append(i).append(": 1\n");
    }

    assertThat(refused(keys.toString())).hasSize(21).last().asString().startsWith("And 10 more");
  }

  @Test
  void a_damaged_plan_is_read_or_refused_but_never_breaks_the_reader() {
    long seed = 20261101L;
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = PLAN.getBytes(StandardCharsets.UTF_8);
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] =
            (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      }

      Throwable outcome = catchThrowable(() -> StudyYaml.parse(damaged));

      if (outcome != null) {
        assertThat(outcome)
            .as("seed %d, round %d", seed, round)
            .isInstanceOf(StudyPlanException.class);
        assertThat(outcome.getMessage()).startsWith("study.yaml");
      }
    }
  }

  private static List<String> sentences(byte[] yaml) {
    return catchThrowableOfType(StudyPlanException.class, () -> StudyYaml.parse(yaml)).sentences();
  }
}
