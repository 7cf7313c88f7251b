package org.fedval.evaluation.sums;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  private static final MathContext DIGITS = new MathContext(400);
  private static final BigDecimal SCALE = new BigDecimal(BigInteger.TWO.pow(40));

  @Test
  void sums_of_any_size_decode_to_the_nearest_double() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      BigInteger sum = BigInteger.valueOf(random.nextLong() >> random.nextInt(63));
      if (i % 5 == 0) {
        sum = sum.multiply(BigInteger.valueOf(random.nextLong()));
      }
      assertThat(FixedPoint.FINE.decode(sum))
          .isEqualTo(new BigDecimal(sum).divide(SCALE, DIGITS).doubleValue());
    }
  }

  @Test
  void means_of_sums_below_2_to_the_53_are_the_nearest_double() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      BigInteger sum = BigInteger.valueOf(random.nextLong() >> (11 + random.nextInt(50)));
      long n = 1 + (random.nextLong() >>> (11 + random.nextInt(50)));
      assertThat(FixedPoint.FINE.mean(sum, n))
          .isEqualTo(
              new BigDecimal(sum)
                  .divide(SCALE.multiply(BigDecimal.valueOf(n)), DIGITS)
                  .doubleValue());
    }
  }

  @Test
  void means_of_larger_sums_are_off_by_one_place_of_a_double_at_most() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      BigInteger sum = BigInteger.valueOf(random.nextLong()).shiftLeft(random.nextInt(60));
      long n = 1 + (random.nextLong() >>> 1 + random.nextInt(62));
      double exact =
          new BigDecimal(sum).divide(SCALE.multiply(BigDecimal.valueOf(n)), DIGITS).doubleValue();
      assertThat(Math.abs(FixedPoint.FINE.mean(sum, n) - exact))
          .isLessThanOrEqualTo(Math.ulp(exact));
    }
  }
}
