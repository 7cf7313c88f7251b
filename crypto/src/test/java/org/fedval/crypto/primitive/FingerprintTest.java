package org.fedval.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private final VerifyingKey key =
      SigningKey.fromSeed(SecretBytes.copyOf(new byte[32])).verifyingKey();

  @Test
  void a_fingerprint_is_eight_groups_of_four_and_survives_sloppy_typing() {
    Fingerprint fingerprint = key.fingerprint();
    assertThat(fingerprint.text()).matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}");
    assertThat(
            Fingerprint.parse(
                fingerprint.text().toLowerCase(java.util.Locale.ROOT).replace(' ', '-')))
        .isEqualTo(fingerprint);
  }

  @Test
  void it_is_base32_of_the_first_twenty_bytes_of_the_labelled_hash() {
    byte[] hash = FvcWriter.labelled("fingerprint").raw(key.toByteArray()).hash().toByteArray();
    String bits = "";
    for (int n = 0; n < 20; n++) {
      bits += String.format("%8s", Integer.toBinaryString(hash[n] & 0xFF)).replace(' ', '0');
    }
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bits.length(); at += 5) {
      text.append(
          "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
              .charAt(Integer.parseInt(bits.substring(at, at + 5), 2)));
    }
    assertThat(key.fingerprint().text().replace(" ", "")).isEqualTo(text.toString());
  }

  @Test
  void a_text_that_is_no_fingerprint_is_refused() {
    assertThatThrownBy(() -> Fingerprint.parse("ABCD")).isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> Fingerprint.parse("1".repeat(32))).isInstanceOf(MalformedBody.class);
  }
}
