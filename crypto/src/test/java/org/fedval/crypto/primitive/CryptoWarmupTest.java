package org.fedval.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CryptoWarmupTest {
  @Test
  void it_measures_all_three_speeds() {
    CryptoWarmup.Speed speed = CryptoWarmup.run(System::nanoTime);
    System.out.println("AES speeds in GB/s: " + speed);
    assertThat(speed.ctr()).isPositive();
    assertThat(speed.gcmSeal()).isPositive();
    assertThat(speed.gcmOpen()).isPositive();
  }

  @Test
  void one_slow_cipher_is_enough_for_a_warning() {
    assertThat(new CryptoWarmup.Speed(12, 7, 5).isSlow()).isFalse();
    assertThat(new CryptoWarmup.Speed(0.9, 7, 5).isSlow()).isTrue();
    assertThat(new CryptoWarmup.Speed(12, 0.9, 5).isSlow()).isTrue();
    assertThat(new CryptoWarmup.Speed(12, 7, 0.9).isSlow()).isTrue();
  }
}
