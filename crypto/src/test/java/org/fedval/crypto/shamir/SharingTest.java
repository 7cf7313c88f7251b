package org.fedval.crypto.shamir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.primitive.MalformedBody;
import org.junit.jupiter.api.Test;

class SharingTest {
  @Test
  void any_t_holders_reconstruct_and_fewer_do_not() {
    long seed = 4711;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int n = 2 + random.nextInt(20);
      int t = 2 + random.nextInt(n - 1);
      List<FieldElement> coefficients = new ArrayList<>();
      for (int m = 0; m < t; m++) {
        coefficients.add(new FieldElement(new BigInteger(254, random)));
      }
      SharingPolynomial polynomial =
          SharingPolynomial.of(coefficients.get(0), coefficients.subList(1, t));
      List<Integer> holders = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        holders.add(j);
      }
      Collections.shuffle(holders, random);
      assertThat(rebuild(polynomial, holders.subList(0, t)))
          .as("seed %d round %d", seed, round)
          .isEqualTo(coefficients.get(0));
      assertThat(rebuild(polynomial, holders.subList(0, t - 1)))
          .as("seed %d round %d", seed, round)
          .isNotEqualTo(coefficients.get(0));
    }
  }

  @Test
  void a_value_at_or_above_the_prime_is_refused() {
    byte[] largest = new FieldElement(FieldElement.P.subtract(BigInteger.ONE)).encode();
    assertThat(FieldElement.decode(largest).encode()).isEqualTo(largest);
    byte[] prime = largest.clone();
    prime[0]++;
    assertThatThrownBy(() -> FieldElement.decode(prime)).isInstanceOf(MalformedBody.class);
    byte[] all = new byte[32];
    java.util.Arrays.fill(all, (byte) 0xFF);
    assertThatThrownBy(() -> FieldElement.decode(all)).isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> FieldElement.decode(new byte[31])).isInstanceOf(MalformedBody.class);
  }

  @Test
  void at_the_largest_federation_every_share_is_the_polynomials_reduced_value() {
    Random random = new Random(12);
    List<FieldElement> coefficients = new ArrayList<>();
    for (int m = 0; m < 1334; m++) {
      coefficients.add(new FieldElement(FieldElement.P.subtract(BigInteger.valueOf(1 + m % 3))));
    }
    SharingPolynomial polynomial =
        SharingPolynomial.of(coefficients.get(0), coefficients.subList(1, 1334));
    for (int holder : new int[] {0, 1, 1998, 1999, random.nextInt(2000)}) {
      BigInteger expected = BigInteger.ZERO;
      BigInteger power = BigInteger.ONE;
      for (FieldElement coefficient : coefficients) {
        expected = expected.add(coefficient.value().multiply(power)).mod(FieldElement.P);
        power = power.multiply(BigInteger.valueOf(holder + 1L)).mod(FieldElement.P);
      }
      FieldElement share = polynomial.shareOf(holder);
      assertThat(share.value()).isEqualTo(expected).isLessThan(FieldElement.P);
    }
  }

  private static FieldElement rebuild(SharingPolynomial polynomial, List<Integer> holders) {
    return Reconstruction.of(holders).secret(holders.stream().map(polynomial::shareOf).toList());
  }
}
