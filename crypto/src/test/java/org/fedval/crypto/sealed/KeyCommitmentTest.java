package org.fedval.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** One sealed file must have one key: a dishonest owner must not show two sites two models. */
class KeyCommitmentTest {
  private static final byte[] PLAIN = Bundles.bytes(5, 100);
  private static final SecretBytes KEY = Bundles.key(1);
  private static final SecretBytes OTHER_KEY = Bundles.key(2);
  private static final byte[] PREAMBLE =
      SealedStream.seal(KEY, Bundles.ID, Bundles.header(64, PLAIN.length)).preamble();

  @Test
  void another_key_is_refused_before_any_segment() {
    refused(OTHER_KEY, Bundles.ID, PREAMBLE);
  }

  @Test
  void another_bundle_id_is_refused_before_any_segment() {
    refused(KEY, Octets.of(new byte[16]), PREAMBLE);
  }

  @Test
  void every_bit_of_the_header_is_under_the_commitment() {
    for (int at = 20; at < SealedHeader.BYTES - 1; at++) {
      byte[] changed = PREAMBLE.clone();
      changed[at] ^= 1;
      refused(KEY, Bundles.ID, changed);
    }
  }

  /** Two keys whose segments both verify would still need equal 32-byte commitments. */
  @Test
  void a_preamble_made_for_one_key_never_opens_for_a_second() {
    byte[] second =
        SealedStream.seal(OTHER_KEY, Bundles.ID, Bundles.header(64, PLAIN.length)).preamble();

    assertThat(Arrays.copyOf(second, SealedHeader.BYTES))
        .isEqualTo(Arrays.copyOf(PREAMBLE, SealedHeader.BYTES));
    assertThat(second).isNotEqualTo(PREAMBLE);
    refused(KEY, Bundles.ID, second);
  }

  private static void refused(SecretBytes key, Octets id, byte[] preamble) {
    assertThatThrownBy(() -> SealedStream.open(key, id, preamble))
        .isInstanceOfSatisfying(
            BundleRefused.class,
            e -> assertThat(e.reason()).isEqualTo(BundleRefused.Reason.WRONG_KEY));
  }
}
