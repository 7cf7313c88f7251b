package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/**
 * Sessions of a study with differential privacy: noise in every sum, none that is not asked for.
 */
class PrivateSessionTest {
  private static final int LENGTH = 4001;

  /** Five sites, minSites 3, f 1: h = 2, so each site adds half: 200 and 50. */
  private static final PrivacyTerms TERMS = terms(400, 100);

  private final TestFederation federation = federation(1000, TERMS);

  @Test
  void every_opened_sum_is_the_exact_sum_plus_integer_noise_of_the_stated_variance() {
    PooledVector pooled = federation.run().all(Set.of(), Set.of());

    assertThat(pooled.openUnits().stream()).containsExactly(1, 2, 3);
    long[] noise = difference(pooled.sums(2).orElseThrow(), 2, federation.plainSum(all(), 2));
    double mean = Arrays.stream(noise).average().orElseThrow();
    double variance =
        Arrays.stream(noise).mapToDouble(x -> (x - mean) * (x - mean)).sum() / (noise.length - 1);
    // Sum of five: variance 250, four standard errors are 0.089 and 22.4.
    assertThat(Math.abs(mean)).isLessThan(1.0);
    assertThat(variance).isBetween(227.0, 273.0);
    assertThat(Arrays.stream(pooled.sums(2).orElseThrow())).anyMatch(x -> x < 0);
  }

  @Test
  void the_gate_has_noise_of_its_own_variance() {
    long[] noise =
        difference(
            federation.run().all(Set.of(), Set.of()).gateSums(), 0, federation.plainSum(all(), 0));
    assertThat(noise).isNotEqualTo(new long[6]);
    // Variance 5 * 200; no draw is ten standard deviations away.
    assertThat(Arrays.stream(noise).map(Math::abs).max().orElseThrow()).isLessThan(320);
  }

  @Test
  void a_dropout_leaves_the_noise_of_the_survivors() {
    PooledVector pooled = federation.run().all(Set.of(3), Set.of());
    long[] noise =
        difference(pooled.sums(2).orElseThrow(), 2, federation.plainSum(Set.of(0, 1, 2, 4), 2));
    double variance = Arrays.stream(noise).mapToDouble(x -> (double) x * x).average().orElseThrow();
    assertThat(variance).isBetween(180.0, 220.0);
  }

  @Test
  void the_ring_has_room_for_the_noise() {
    long bound = (1L << 31) / 5 - 100;
    assertThat(new TestFederation(5, bound, 9).proposed.ringBits()).isEqualTo(RingBits.W32);
    assertThat(federation(bound, TERMS).proposed.ringBits()).isEqualTo(RingBits.W64);
    // 5 (B + 64 * 15) = 2^31 is too much for 32 bits, and one less is not.
    assertThat(federation((1L << 31) / 5 - 960, TERMS).proposed.ringBits()).isEqualTo(RingBits.W32);
    assertThat(federation((1L << 31) / 5 - 959, TERMS).proposed.ringBits()).isEqualTo(RingBits.W64);
  }

  @Test
  void a_vector_without_noise_is_not_masked_in_a_study_with_privacy() {
    FrozenVector exact = FrozenVector.freeze(federation.layout, federation.plain.get(0), salt(), 0);
    assertThat(exact.isFor(federation.proposed)).isFalse();
    assertThat(federation.frozen(0).isFor(federation.proposed)).isTrue();
    TestFederation open = new TestFederation(5, 1000, 4);
    assertThat(open.frozen(0).isFor(open.proposed)).isTrue();
    SecAggRun run = federation.run();
    MaskPhase phase = run.share(run.advertise());
    refused(
        Code.INPUT_OUT_OF_RANGE,
        () -> run.shared.at(0).mask(phase.shareDelivery(), phase.dealtTo(0), exact));
  }

  @Test
  void the_kept_key_gives_the_frozen_vector_again() {
    SecretBytes salt = salt();
    SecretBytes key = salt();
    SlotNoise noise = SlotNoise.of(federation.study).orElseThrow();
    List<FrozenVector> twice =
        IntStream.range(0, 2)
            .mapToObj(
                i ->
                    FrozenVector.freezeWithNoise(
                        federation.layout, federation.plain.get(0), salt, 0, noise, key))
            .toList();
    assertThat(commitment(twice.get(0))).isEqualTo(commitment(twice.get(1)));
    FrozenVector again =
        FrozenVector.freezeWithNoise(
            federation.layout, federation.plain.get(0), salt, 0, noise, salt());
    assertThat(commitment(again)).isNotEqualTo(commitment(twice.get(0)));
  }

  @Test
  void the_noise_is_read_back_as_it_was_written_below_zero_too() {
    long[][] zeros = new long[federation.layout.units().size()][];
    for (int unit = 0; unit < zeros.length; unit++) {
      zeros[unit] = new long[Math.toIntExact(federation.layout.units().get(unit).length())];
    }
    SlotNoise noise = SlotNoise.of(federation.study).orElseThrow();
    FrozenVector frozen =
        FrozenVector.freezeWithNoise(federation.layout, List.of(zeros), salt(), 0, noise, salt());
    FrozenVector read = FrozenVector.decode(federation.layout, frozen.encode());
    assertThat(read.encode()).isEqualTo(frozen.encode());
    assertThat(commitment(read)).isEqualTo(commitment(frozen));
    assertThat(read.isFor(federation.proposed)).isTrue();
    assertThat(read.isFor(new TestFederation(5, 1000, 4).proposed)).isFalse();
  }

  @Test
  void a_study_that_understates_its_loss_is_refused() {
    PrivacyTerms cheap =
        new PrivacyTerms(true, TERMS.rhoGate(), TERMS.rhoMetric() - 2, 400, 100, 1, 4);
    refused(Code.WEAK_PARAMETERS, () -> federation(1000, cheap));
    refused(
        Code.WEAK_PARAMETERS,
        () -> federation(1000, new PrivacyTerms(true, 5001, 20_001, 400, 0, 1, 4)));
  }

  @Test
  void a_layout_with_signed_sums_is_refused() {
    TestFederation signed = new TestFederation(5, 1000, 4);
    refused(Code.UNSUPPORTED, () -> signed.propose(federation.study, signed.layout, signed.roster));
  }

  /** c = 1, T = 4: rho = 4 / (2 sigma^2), in millionths. */
  private static PrivacyTerms terms(long gate, long metric) {
    return new PrivacyTerms(true, 2_000_000 / gate + 1, 2_000_000 / metric + 1, gate, metric, 1, 4);
  }

  private static TestFederation federation(long bound, PrivacyTerms terms) {
    return new TestFederation(5, bound, 4, LENGTH, terms);
  }

  private long[] difference(long[] noisy, int unit, long[] exact) {
    assertThat(noisy).hasSize(federation.proposed.unitLength(unit));
    return IntStream.range(0, noisy.length).mapToLong(i -> noisy[i] - exact[i]).toArray();
  }

  private Sha256Digest commitment(FrozenVector vector) {
    return vector.commitment(federation.study.hash(), "slot-0");
  }

  private SecretBytes salt() {
    return SecretBytes.random(32, federation.random);
  }

  private static Set<Integer> all() {
    return Set.of(0, 1, 2, 3, 4);
  }
}
