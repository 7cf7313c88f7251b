package org.fedval.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.sealed.BundleRefused.Reason;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTamperTest {
  private static final long SEED = 11;
  private static final int SEGMENT = 64;
  private static final int SEALED_SEGMENT = SEGMENT + SealedHeader.TAG_BYTES;
  private static final SecretBytes KEY = Bundles.key(SEED);
  private static final byte[] PLAIN = Bundles.bytes(SEED, 5 * SEGMENT + 7);
  private static final byte[] FILE =
      Bundles.seal(KEY, Bundles.ID, Bundles.header(SEGMENT, PLAIN.length), PLAIN);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 1000})
  void every_length_comes_back(int length) {
    byte[] plain = Bundles.bytes(SEED, length);
    SealedHeader header = Bundles.header(SEGMENT, length);

    byte[] file = Bundles.seal(KEY, Bundles.ID, header, plain);

    assertThat(file).hasSize((int) header.sealedLength());
    assertThat(Bundles.open(KEY, Bundles.ID, file)).isEqualTo(plain);
  }

  @Test
  void a_bundle_of_production_segments_comes_back() {
    byte[] plain = Bundles.bytes(SEED, 3 * SealedHeader.SEGMENT_BYTES + 5);
    SealedHeader header =
        SealedStream.seal(KEY, Bundles.ID, plain.length, Bundles.random(SEED)).header();

    byte[] file = Bundles.seal(KEY, Bundles.ID, header, plain);

    assertThat(header.segmentBytes()).isEqualTo(65_536);
    assertThat(Bundles.open(KEY, Bundles.ID, file)).isEqualTo(plain);
  }

  @Test
  void any_flipped_bit_is_refused() {
    for (int at = 0; at < FILE.length; at++) {
      byte[] changed = FILE.clone();
      changed[at] ^= (byte) (1 << at % 8);
      refused(changed, "byte " + at);
    }
  }

  @Test
  void any_truncation_is_refused() {
    for (int length = 0; length < FILE.length; length++) {
      refused(Arrays.copyOf(FILE, length), "length " + length);
    }
  }

  @Test
  void a_bundle_cut_at_a_segment_says_truncated() {
    byte[] cut = Arrays.copyOf(FILE, SealedHeader.PREAMBLE_BYTES + 3 * SEALED_SEGMENT);
    assertThat(reason(cut)).isEqualTo(Reason.TRUNCATED);
  }

  @Test
  void appended_bytes_are_refused() {
    assertThat(reason(Arrays.copyOf(FILE, FILE.length + 1))).isEqualTo(Reason.TRAILING);
    assertThat(reason(Arrays.copyOf(FILE, FILE.length + SEALED_SEGMENT)))
        .isEqualTo(Reason.TRAILING);
  }

  @Test
  void swapped_repeated_and_dropped_segments_are_refused() {
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        if (a != b) {
          byte[] repeated = FILE.clone();
          System.arraycopy(FILE, at(a), repeated, at(b), SEALED_SEGMENT);
          assertThat(reason(repeated)).isEqualTo(Reason.DAMAGED);
          System.arraycopy(FILE, at(b), repeated, at(a), SEALED_SEGMENT);
          assertThat(reason(repeated)).as("%d and %d swapped", a, b).isEqualTo(Reason.DAMAGED);
        }
      }
      byte[] dropped = new byte[FILE.length - SEALED_SEGMENT];
      System.arraycopy(FILE, 0, dropped, 0, at(a));
      System.arraycopy(FILE, at(a + 1), dropped, at(a), FILE.length - at(a + 1));
      refused(dropped, "dropped " + a);
    }
  }

  @Test
  void a_segment_of_another_bundle_under_the_same_key_is_refused() {
    SealedHeader other =
        new SealedHeader(
            SEGMENT, PLAIN.length, Octets.of(Bundles.bytes(77, 32)), Octets.of(new byte[7]));
    byte[] donor = Bundles.seal(KEY, Bundles.ID, other, PLAIN);
    byte[] mixed = FILE.clone();
    System.arraycopy(donor, at(2), mixed, at(2), SEALED_SEGMENT);
    assertThat(reason(mixed)).isEqualTo(Reason.DAMAGED);
  }

  /** A shorter plainLength in the header must not turn an inner segment into the last one. */
  @Test
  void a_header_that_hides_the_end_is_refused() {
    SealedHeader shorter = Bundles.header(SEGMENT, 2 * SEGMENT);
    byte[] cut = Arrays.copyOf(FILE, (int) shorter.sealedLength());
    System.arraycopy(shorter.encode(), 0, cut, 0, SealedHeader.BYTES);
    assertThat(reason(cut)).isEqualTo(Reason.WRONG_KEY);
  }

  @Test
  void nothing_of_a_damaged_segment_reaches_the_buffer() {
    SealedStream.Opener opener =
        SealedStream.open(KEY, Bundles.ID, Arrays.copyOf(FILE, SealedHeader.PREAMBLE_BYTES));
    byte[] segment = Arrays.copyOfRange(FILE, at(0), at(1));
    segment[SEALED_SEGMENT - 1] ^= 1;
    byte[] buffer = new byte[SEGMENT];

    assertThatThrownBy(() -> opener.accept(segment, SEALED_SEGMENT, buffer))
        .isInstanceOf(BundleRefused.class);

    assertThat(buffer).containsOnly(0);
    assertThat(opener.nextSegment()).isZero();
  }

  @Test
  void opening_resumes_at_the_segment_that_a_partial_file_ends_with() {
    SealedHeader header = Bundles.header(SEGMENT, PLAIN.length);
    for (int have = 0; have <= FILE.length; have++) {
      long segment = header.segmentsIn(have);
      SealedStream.Opener opener =
          SealedStream.open(KEY, Bundles.ID, Arrays.copyOf(FILE, SealedHeader.PREAMBLE_BYTES))
              .resumeAt(segment);
      int from = segment == header.segments() ? FILE.length : (int) header.offset(segment);
      assertThat(from).isLessThanOrEqualTo(Math.max(have, SealedHeader.PREAMBLE_BYTES));
      int plainFrom = (int) Math.min(PLAIN.length, segment * SEGMENT);
      assertThat(Bundles.rest(opener, FILE, from))
          .isEqualTo(Arrays.copyOfRange(PLAIN, plainFrom, PLAIN.length));
    }
  }

  @Test
  void headers_with_absurd_sizes_are_refused_before_anything_is_allocated() {
    for (int round = 0; round < 500; round++) {
      byte[] header = Bundles.header(SEGMENT, PLAIN.length).encode();
      byte[] junk = new byte[12];
      new Random(SEED + round).nextBytes(junk);
      junk[0] |= 1;
      System.arraycopy(junk, 0, header, 8, junk.length);
      assertThatThrownBy(() -> SealedHeader.decode(header))
          .as("seed %d", SEED + round)
          .isInstanceOf(BundleRefused.class)
          .hasMessageContaining("not a sealed model bundle");
    }
  }

  private static int at(int segment) {
    return SealedHeader.PREAMBLE_BYTES + segment * SEALED_SEGMENT;
  }

  private static void refused(byte[] file, String what) {
    assertThatThrownBy(() -> Bundles.open(KEY, Bundles.ID, file))
        .as(what)
        .isInstanceOf(BundleRefused.class);
  }

  private static Reason reason(byte[] file) {
    try {
      Bundles.open(KEY, Bundles.ID, file);
    } catch (BundleRefused e) {
      return e.reason();
    }
    throw new AssertionError("A tampered bundle was opened.");
  }
}
