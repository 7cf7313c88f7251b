package org.fedval.evaluation.sums;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class WideSumTest {
  @Test
  void a_sum_of_any_numbers_and_products_is_exact() {
    Laws.forAll(
        1,
        200,
        random -> {
          WideSum sum = new WideSum();
          WideSum product = new WideSum();
          BigInteger want = BigInteger.ZERO;
          BigInteger wantProduct = BigInteger.ZERO;
          for (int i = 0; i < 40; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            WideSum one = new WideSum();
            one.add(number);
            sum.add(number);
            want = want.add(BigInteger.valueOf(number));
            product.addProduct(one, one);
            product.addProduct(one, sum);
            wantProduct =
                wantProduct
                    .add(BigInteger.valueOf(number).pow(2))
                    .add(BigInteger.valueOf(number).multiply(want));
            assertThat(sum.value()).isEqualTo(want);
            assertThat(sum.signum()).isEqualTo(want.signum());
            assertThat(product.value()).isEqualTo(wantProduct);
            assertThat(sum.decoded(FixedPoint.FINE)).isEqualTo(FixedPoint.FINE.decode(want));
          }
        });
  }

  @Test
  void many_largest_products_of_one_sign_do_not_overflow() {
    WideSum least = new WideSum();
    least.add(Long.MIN_VALUE);
    WideSum most = new WideSum();
    most.add(Long.MAX_VALUE);
    WideSum sum = new WideSum();
    BigInteger want = BigInteger.ZERO;
    for (int i = 0; i < 100; i++) {
      sum.addProduct(least, least);
      want = want.add(BigInteger.TWO.pow(126));
    }
    assertThat(sum.value()).isEqualTo(want);
    for (int i = 0; i < 300; i++) {
      sum.addProduct(least, most);
      want = want.add(least.value().multiply(most.value()));
    }
    assertThat(sum.value()).isEqualTo(want);
  }

  @Test
  void big_numbers_and_reals_are_added_as_they_are_coded() {
    WideSum sum = new WideSum();
    BigInteger big = BigInteger.TEN.pow(40);
    sum.add(big);
    sum.add(FixedPoint.FINE, 0.1);
    sum.add(FixedPoint.FINE, -1e30);

    assertThat(sum.value())
        .isEqualTo(big.add(FixedPoint.FINE.encode(0.1)).add(FixedPoint.FINE.encode(-1e30)));
    assertThat(sum.decoded(FixedPoint.FINE)).isEqualTo(FixedPoint.FINE.decode(sum.value()));
  }
}
