package org.fedval.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PublicChecks;
import org.fedval.crypto.secagg.PublicChecks.Check;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

class RememberedChecksTest {
  private static final SignedBody ONE = new SignedBody(new byte[] {1}, new byte[64]);
  private static final SignedBody TWO = new SignedBody(new byte[] {2}, new byte[64]);
  private static final Sha256Digest OTHER = Sha256Digest.hash(new byte[1]);

  private final RememberedChecks checks = new RememberedChecks();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void an_outcome_is_remembered_for_the_same_bytes_and_the_same_transcript_only() {
    assertThat(ask(Check.SURVIVOR_SET, ONE, Sha256Digest.ZERO)).isEqualTo(1);
    assertThat(ask(Check.SURVIVOR_SET, ONE, Sha256Digest.ZERO)).isEqualTo(1);
    assertThat(ask(Check.SURVIVOR_SET, TWO, Sha256Digest.ZERO)).isEqualTo(2);
    assertThat(ask(Check.SURVIVOR_SET, ONE, OTHER)).isEqualTo(3);
    assertThat(ask(Check.GATE_TRANSCRIPT, ONE, Sha256Digest.ZERO)).isEqualTo(4);
    assertThat(checks.counts().get("survivor_set")).isEqualTo(Map.of("asked", 4L, "done", 3L));
  }

  @Test
  void a_body_with_another_signature_is_another_body() {
    byte[] signature = new byte[64];
    signature[5] = 1;
    assertThat(ask(Check.SURVIVOR_SET, ONE, Sha256Digest.ZERO)).isEqualTo(1);
    assertThat(ask(Check.SURVIVOR_SET, new SignedBody(ONE.body(), signature), Sha256Digest.ZERO))
        .isEqualTo(2);
  }

  @Test
  void a_refusal_is_not_remembered() {
    assertThatThrownBy(
            () ->
                checks.outcome(
                    Check.SURVIVOR_SET,
                    ONE,
                    Sha256Digest.ZERO,
                    () -> {
                      throw new IllegalArgumentException("refused");
                    }))
        .hasMessage("refused");
    assertThat(ask(Check.SURVIVOR_SET, ONE, Sha256Digest.ZERO)).isEqualTo(1);
  }

  @Test
  void what_real_sites_use_does_every_check_every_time() {
    PublicChecks always = PublicChecks.always();
    for (int n = 1; n <= 3; n++) {
      assertThat(
              always.<Integer>outcome(
                  Check.SURVIVOR_SET, ONE, Sha256Digest.ZERO, done::incrementAndGet))
          .isEqualTo(n);
    }
  }

  private int ask(Check check, SignedBody body, Sha256Digest context) {
    return checks.<Integer>outcome(check, body, context, done::incrementAndGet);
  }
}
