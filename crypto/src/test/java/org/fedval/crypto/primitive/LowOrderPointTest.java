package org.fedval.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** The list of points of low order refuses exactly what the agreement itself refuses. */
class LowOrderPointTest {
  private static final BigInteger P =
      BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final X25519KeyPair ANY =
      X25519KeyPair.fromScalar(SecretBytes.copyOf(new byte[32]));

  @Test
  void every_encoding_of_a_low_order_point_is_refused_by_the_list_and_by_the_agreement() {
    for (BigInteger u : lowOrder()) {
      for (BigInteger same = u; same.bitLength() <= 255; same = same.add(P)) {
        for (int topBit = 0; topBit < 2; topBit++) {
          Octets point = encoded(same, topBit);
          assertThatThrownBy(() -> X25519KeyPair.requireUsable(point))
              .isInstanceOf(MalformedBody.class);
          assertThatThrownBy(() -> ANY.agree(point)).isInstanceOf(MalformedBody.class);
        }
      }
    }
  }

  @Test
  void their_neighbours_and_random_points_are_taken_by_both() {
    List<BigInteger> points = new ArrayList<>();
    for (BigInteger u : lowOrder()) {
      points.add(u.add(BigInteger.valueOf(3)));
      points.add(u.xor(BigInteger.ONE.shiftLeft(100)));
    }
    Random random = new Random(7);
    for (int n = 0; n < 100; n++) {
      points.add(new BigInteger(255, random));
    }
    for (BigInteger u : points) {
      Octets point = encoded(u, 0);
      assertThatCode(() -> X25519KeyPair.requireUsable(point)).doesNotThrowAnyException();
      assertThatCode(() -> ANY.agree(point)).doesNotThrowAnyException();
    }
  }

  private static List<BigInteger> lowOrder() {
    return List.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        P.subtract(BigInteger.ONE),
        new BigInteger(
            "325606250916557431795983626356110631294008115727848805560023387167927233504"),
        new BigInteger(
            "39382357235489614581723060781553021112529911719440698176882885853963445705823"));
  }

  private static Octets encoded(BigInteger u, int topBit) {
    byte[] littleEndian = new byte[32];
    for (int n = 0; n < 32; n++) {
      littleEndian[n] = u.shiftRight(8 * n).byteValue();
    }
    littleEndian[31] |= (byte) (topBit << 7);
    return Octets.of(littleEndian);
  }
}
