package org.fedval.crypto.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class MaskStreamTest {
  private final SecretBytes key =
      SecretBytes.copyOf(
          HexFormat.of()
              .parseHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"));

  /** NIST SP 800-38A section F.5.5, CTR-AES256.Encrypt, all four blocks. */
  @Test
  void the_stream_encrypts_as_sp_800_38a_says() {
    byte[] text =
        HexFormat.of()
            .parseHex(
                "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                    + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    byte[] stream = new byte[64];
    MaskStream.at(key, HexFormat.of().parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"))
        .next(stream, 64);
    for (int n = 0; n < 64; n++) {
      text[n] ^= stream[n];
    }
    assertThat(HexFormat.of().formatHex(text))
        .isEqualTo(
            "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
                + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6");
  }

  @Test
  void a_stream_opened_at_an_offset_continues_the_whole_stream() {
    byte[] whole = new byte[MaskStream.CALL_BYTES];
    MaskStream.open(key, 0).next(whole, whole.length);
    for (int offset : new int[] {0, 1, 4, 15, 16, 17, 4096, 16000}) {
      byte[] part = new byte[64];
      MaskStream.open(key, offset).next(part, 64);
      assertThat(part).isEqualTo(Arrays.copyOfRange(whole, offset, offset + 64));
    }
  }

  @Test
  void tiles_and_single_words_give_the_same_mask_in_both_widths() {
    long seed = 20_260;
    Random random = new Random(seed);
    for (RingBits width : RingBits.values()) {
      for (int round = 0; round < 20; round++) {
        int elements = 1 + random.nextInt(80_000);
        int from = random.nextInt(elements);
        RingVector masked = RingVector.zeros(width, elements);
        masked.apply(
            List.of(
                new RingVector.SignedStream(MaskStream.open(key, 0), true),
                new RingVector.SignedStream(MaskStream.open(key, 64), false)),
            0,
            elements);
        RingVector tail = masked.slice(from, elements - from);
        long at = (long) from * width.bytes();
        tail.apply(MaskStream.open(key, at), false, 0, elements - from);
        tail.apply(MaskStream.open(key, at + 64), true, 0, elements - from);
        assertThat(tail.toSignedLongs())
            .as("seed %d round %d", seed, round)
            .isEqualTo(new long[elements - from]);
      }
    }
  }

  @Test
  void sums_wrap_and_signs_survive() {
    for (RingBits width : RingBits.values()) {
      long top = width == RingBits.W32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
      RingVector sum = RingVector.ofLongs(width, new long[] {top, -5});
      sum.add(RingVector.ofLongs(width, new long[] {1, 3}));
      assertThat(sum.toSignedLongs()).containsExactly(-top - 1, -2);
    }
  }

  @Test
  void the_ring_is_the_smallest_that_keeps_the_top_bit_free() {
    assertThat(RingBits.smallestFor(4, (1L << 29) - 1)).isEqualTo(RingBits.W32);
    assertThat(RingBits.smallestFor(4, 1L << 29)).isEqualTo(RingBits.W64);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() -> RingBits.smallestFor(4, 1L << 61)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
