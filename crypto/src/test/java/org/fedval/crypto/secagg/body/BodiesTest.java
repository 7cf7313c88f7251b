package org.fedval.crypto.secagg.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodiesTest {
  private static final long SEED = 99;

  /** A body, how to read it and how to write what was read. */
  record Kind(String name, byte[] body, Function<byte[], byte[]> rewrite) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    return BodySamples.all(new Random(SEED)).stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reading_and_writing_gives_the_same_bytes(Kind kind) {
    assertThat(kind.rewrite().apply(kind.body())).isEqualTo(kind.body());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_truncation_is_refused(Kind kind) {
    for (int length : lengths(kind.body().length)) {
      byte[] cut = Arrays.copyOf(kind.body(), length);
      assertThatThrownBy(() -> kind.rewrite().apply(cut))
          .as("length %d", length)
          .isInstanceOf(MalformedBody.class);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_extension_is_refused(Kind kind) {
    for (int value = 0; value < 256; value++) {
      byte[] longer = Arrays.copyOf(kind.body(), kind.body().length + 1);
      longer[longer.length - 1] = (byte) value;
      assertThatThrownBy(() -> kind.rewrite().apply(longer)).isInstanceOf(MalformedBody.class);
    }
  }

  /** A changed byte either makes the body unreadable or is kept: nothing is ever normalised. */
  @ParameterizedTest
  @MethodSource("kinds")
  void a_changed_byte_is_refused_or_kept_exactly(Kind kind) {
    for (int at : lengths(kind.body().length)) {
      byte[] changed = kind.body().clone();
      changed[at] ^= (byte) (1 << at % 8);
      try {
        assertThat(kind.rewrite().apply(changed)).isEqualTo(changed);
      } catch (MalformedBody e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void random_bytes_are_refused(Kind kind) {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      byte[] junk = new byte[random.nextInt(200)];
      random.nextBytes(junk);
      assertThatThrownBy(() -> kind.rewrite().apply(junk))
          .as("seed %d round %d", SEED, round)
          .isInstanceOf(MalformedBody.class);
    }
  }

  @org.junit.jupiter.api.Test
  void lists_that_stand_for_sets_must_ascend() {
    Certificate.Ballot one =
        new Certificate.Ballot(1, org.fedval.crypto.primitive.Octets.of(new byte[64]));
    Certificate.Ballot two =
        new Certificate.Ballot(2, org.fedval.crypto.primitive.Octets.of(new byte[64]));
    for (List<Certificate.Ballot> bad : List.of(List.of(two, one), List.of(one, one))) {
      assertThatThrownBy(
              () ->
                  new Certificate(
                      VoteKind.COMMIT,
                      Sha256Digest.ZERO,
                      Sha256Digest.ZERO,
                      Sha256Digest.ZERO,
                      Sha256Digest.ZERO,
                      bad))
          .isInstanceOf(MalformedBody.class);
    }
  }

  // All positions of short bodies; of long ones the first 512, the last 64 and every 61st.
  private static List<Integer> lengths(int size) {
    return java.util.stream.IntStream.range(0, size)
        .filter(n -> size < 700 || n < 512 || n >= size - 64 || n % 61 == 0)
        .boxed()
        .toList();
  }
}
