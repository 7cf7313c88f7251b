package org.fedval.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedVectorsTest {
  /** RFC 8032 section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void ed25519_signs_as_rfc_8032_says(String seed, String key, String message, String signature) {
    SigningKey signing = SigningKey.fromSeed(secret(seed));
    SigInput input = SigInput.raw(hex(message));

    assertThat(signing.verifyingKey().hex()).isEqualTo(key);
    assertThat(signing.sign(input).hex()).isEqualTo(signature);
    assertThat(VerifyingKey.of(hex(key)).verifies(input, Octets.of(hex(signature)))).isTrue();
  }

  @Test
  void an_ed25519_signature_with_s_beyond_the_order_is_refused() {
    SigningKey key =
        SigningKey.fromSeed(
            secret("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    SigInput input = SigInput.raw(new byte[0]);
    byte[] signature = key.sign(input).toByteArray();
    // RFC 8032 section 5.1.7: L = 2^252 + 27742317777372353535851937790883648493, little-endian.
    byte[] order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    int carry = 0;
    for (int n = 0; n < 32; n++) {
      int sum = (signature[32 + n] & 0xFF) + (order[n] & 0xFF) + carry;
      signature[32 + n] = (byte) sum;
      carry = sum >> 8;
    }
    assertThat(key.verifyingKey().verifies(input, Octets.of(signature))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
      })
  void an_ed25519_key_of_low_order_or_non_canonical_form_is_refused(String key) {
    assertThatThrownBy(() -> VerifyingKey.of(hex(key))).isInstanceOf(MalformedBody.class);
  }

  /** RFC 7748 section 5.2, both vectors. */
  @ParameterizedTest
  @CsvSource({
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
        + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
        + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
        + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
        + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
  })
  void x25519_multiplies_as_rfc_7748_says(String scalar, String point, String product) {
    X25519KeyPair keys = X25519KeyPair.fromScalar(secret(scalar));
    assertThat(opened(keys.agree(Octets.of(hex(point))))).isEqualTo(product);
  }

  /** RFC 7748 section 5.2, the iterated function after 1 and 1,000 rounds. */
  @Test
  void x25519_iterates_as_rfc_7748_says() {
    byte[] k = new byte[32];
    k[0] = 9;
    byte[] u = k.clone();
    for (int round = 1; round <= 1000; round++) {
      X25519KeyPair pair = X25519KeyPair.fromScalar(SecretBytes.copyOf(k));
      byte[] next = pair.agree(Octets.of(u)).open(InsecureSecretAccess.get());
      u = k;
      k = next;
      if (round == 1) {
        assertThat(HexFormat.of().formatHex(k))
            .isEqualTo("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
      }
    }
    assertThat(HexFormat.of().formatHex(k))
        .isEqualTo("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
  }

  /** RFC 7748 section 6.1. */
  @Test
  void x25519_agrees_as_rfc_7748_says() {
    X25519KeyPair alice =
        X25519KeyPair.fromScalar(
            secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
    X25519KeyPair bob =
        X25519KeyPair.fromScalar(
            secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
    String shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

    assertThat(alice.publicKey().hex())
        .isEqualTo("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    assertThat(opened(alice.agree(bob.publicKey()))).isEqualTo(shared);
    assertThat(opened(bob.agree(alice.publicKey()))).isEqualTo(shared);
  }

  /** The low-order points of curve25519 (RFC 7748 section 6.1: check for the all-zero value). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void an_x25519_point_of_low_order_is_refused(String point) {
    assertThatThrownBy(() -> X25519KeyPair.requireUsable(Octets.of(hex(point))))
        .isInstanceOf(MalformedBody.class);
  }

  /** RFC 5869 appendix A.1 and A.3. */
  @ParameterizedTest
  @CsvSource({
    "000102030405060708090a0b0c,f0f1f2f3f4f5f6f7f8f9,"
        + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    "'','',"
        + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
  })
  void hkdf_expands_as_rfc_5869_says(String salt, String info, String okm) {
    byte[] ikm = new byte[22];
    java.util.Arrays.fill(ikm, (byte) 0x0b);
    assertThat(HexFormat.of().formatHex(Hkdf.extract(hex(salt), ikm).expand(hex(info), 42)))
        .isEqualTo(okm);
  }

  /** RFC 5869 appendix A.2: salt, key and info of 80 bytes, 82 bytes out. */
  @Test
  void hkdf_expands_long_inputs_as_rfc_5869_says() {
    byte[] expanded =
        Hkdf.extract(counting(0x60, 80), counting(0x00, 80)).expand(counting(0xb0, 80), 82);
    assertThat(HexFormat.of().formatHex(expanded))
        .isEqualTo(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
  }

  private static byte[] counting(int first, int length) {
    byte[] bytes = new byte[length];
    for (int n = 0; n < length; n++) {
      bytes[n] = (byte) (first + n);
    }
    return bytes;
  }

  /** RFC 9180 appendix A.1.2 (mode_psk, AES-128-GCM). */
  @Test
  void hpke_derives_the_keys_of_rfc_9180() {
    Octets enc = Octets.of(hex("0ad0950d9fb9588e59690b74f1237ecdf1d775cd60be2eca57af5a4b0471c91b"));
    X25519KeyPair recipient =
        X25519KeyPair.fromScalar(
            secret("c5eb01eb457fe6c6f57577c5413b931550a162c71a03ac8d196babbd4e5ce0fd"));
    byte[] shared = HpkePsk.sharedSecret(recipient.agree(enc), enc, recipient.publicKey());
    HpkePsk.Context context =
        HpkePsk.schedule(
            shared,
            hex("4f6465206f6e2061204772656369616e2055726e"),
            secret("0247fd33b913760fa1fa51e1892d9f307fbe65eb171e8132c2af18555a738b82"),
            hex("456e6e796e20447572696e206172616e204d6f726961"),
            1,
            16);

    assertThat(HexFormat.of().formatHex(shared))
        .isEqualTo("727699f009ffe3c076315019c69648366b69171439bd7dd0807743bde76986cd");
    assertThat(HexFormat.of().formatHex(context.key)).isEqualTo("15026dba546e3ae05836fc7de5a7bb26");
    assertThat(HexFormat.of().formatHex(context.nonce)).isEqualTo("9518635eba129d5ce0914555");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static SecretBytes secret(String hex) {
    return SecretBytes.copyOf(hex(hex));
  }

  private static String opened(SecretBytes secret) {
    return HexFormat.of().formatHex(secret.open(InsecureSecretAccess.get()));
  }
}
