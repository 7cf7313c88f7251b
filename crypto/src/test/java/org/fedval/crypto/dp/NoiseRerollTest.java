package org.fedval.crypto.dp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.fedval.crypto.dp.BudgetRefused.Reason;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** A coordinator that asks for a slot again and again must not average the noise away. */
class NoiseRerollTest {
  private static final Sha256Digest STUDY = BudgetTest.hash(1);
  private static final String SLOT = "slot-1";
  private static final RhoLedger LEDGER = RhoLedger.open(BudgetTest.hash(0), 1000);

  @Test
  void a_second_draw_for_the_same_slot_does_not_leave() {
    RhoLedger charged = LEDGER.masked(STUDY, SLOT, BudgetTest.hash(10), frozen(1), 10);
    BudgetTest.refused(
        () -> charged.masked(STUDY, SLOT, BudgetTest.hash(11), frozen(2), 10),
        Reason.NOISE_REROLLED);
  }

  @Test
  void not_even_after_the_first_attempt_was_aborted_and_refunded() {
    RhoLedger refunded =
        LEDGER
            .masked(STUDY, SLOT, BudgetTest.hash(10), frozen(1), 10)
            .aborted(STUDY, SLOT, BudgetTest.hash(10));
    RhoLedger restored = RhoLedger.decode(refunded.encode());
    BudgetTest.refused(
        () -> restored.masked(STUDY, SLOT, BudgetTest.hash(11), frozen(2), 10),
        Reason.NOISE_REROLLED);
    assertThat(restored.masked(STUDY, SLOT, BudgetTest.hash(11), frozen(1), 10).spent())
        .isEqualTo(10);
  }

  @Test
  void the_kept_key_gives_the_frozen_vector_again_for_an_audit() {
    assertThat(frozen(7)).isEqualTo(frozen(7)).isNotEqualTo(frozen(8));
  }

  private static Sha256Digest frozen(int keySeed) {
    byte[] key = new byte[32];
    key[0] = (byte) keySeed;
    long[] counts = {10, 20, 30, 40, 50, 60, 70, 80};
    new DiscreteGaussian(16, UniformDraws.of(SecretBytes.copyOf(key)))
        .addTo(counts, 0, counts.length);
    ByteBuffer bytes = ByteBuffer.allocate(8 * counts.length);
    bytes.asLongBuffer().put(counts);
    return Sha256Digest.hash(bytes.array());
  }
}
