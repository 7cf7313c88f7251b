package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DenialTest {
  @Test
  void a_pass_without_memory_is_no_fault_of_the_images_and_says_what_to_do() {
    Denial denial = Denial.ofPass(new OutOfMemoryError("Java heap space"));

    assertThat(denial.code()).isEqualTo(Denial.Code.INTERNAL);
    assertThat(denial.sentence()).contains("memory is too small", "-Xmx");
  }

  @Test
  void only_a_pass_that_could_not_read_denies_for_the_images() {
    assertThat(Denial.ofPass(new IOException("disk")).code()).isEqualTo(Denial.Code.DATA);
    assertThat(Denial.ofPass(new IllegalStateException("bug")).code())
        .isEqualTo(Denial.Code.INTERNAL);
    assertThat(Denial.ofPass(new IOException("/secret/path")).sentence())
        .doesNotContain("/secret/path");
  }
}
