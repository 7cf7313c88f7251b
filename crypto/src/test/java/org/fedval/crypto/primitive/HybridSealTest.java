package org.fedval.crypto.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class HybridSealTest {
  private final SecureRandom random = new SecureRandom();
  private final SecretBytes scalar = SecretBytes.random(32, random);
  private final X25519KeyPair x25519 = X25519KeyPair.fromScalar(scalar);
  private final MlKem mlKem = MlKem.fromSeed(SecretBytes.random(64, random));
  private final byte[] info = {1, 2};
  private final byte[] aad = {3};
  private final byte[] plaintext = "forty-two".getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private byte[] sealed() {
    return HybridSeal.seal(
        x25519.publicKey(), mlKem.encapsulationKey(), info, aad, plaintext, random);
  }

  @Test
  void what_is_sealed_opens_and_is_never_the_same_twice() {
    byte[] box = sealed();
    assertThat(box).hasSize(plaintext.length + HybridSeal.OVERHEAD_BYTES).isNotEqualTo(sealed());
    assertThat(open(box, info, aad)).isEqualTo(plaintext);
  }

  @Test
  void any_changed_part_of_a_box_is_refused() {
    byte[] box = sealed();
    for (int at = 0; at < box.length; at += 37) {
      byte[] changed = box.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> open(changed, info, aad)).isInstanceOf(MalformedBody.class);
    }
    assertThatThrownBy(() -> open(box, aad, aad)).isInstanceOf(MalformedBody.class);
    assertThatThrownBy(() -> open(box, info, info)).isInstanceOf(MalformedBody.class);
    for (int length : new int[] {0, 31, 1120, box.length - 1}) {
      assertThatThrownBy(() -> open(Arrays.copyOf(box, length), info, aad))
          .isInstanceOf(MalformedBody.class);
    }
  }

  @Test
  void bouncy_castle_opens_what_this_seals() throws Exception {
    byte[] box = sealed();
    Octets ciphertext = Octets.of(Arrays.copyOfRange(box, 32, 1120));
    byte[] opened =
        hpke()
            .setupPSKR(
                Arrays.copyOf(box, 32),
                bcKeys(),
                info,
                mlKem.decapsulate(ciphertext).open(InsecureSecretAccess.get()),
                pskId(ciphertext))
            .open(aad, Arrays.copyOfRange(box, 1120, box.length));
    assertThat(opened).isEqualTo(plaintext);
  }

  @Test
  void this_opens_what_bouncy_castle_seals() throws Exception {
    MlKem.Encapsulated kem =
        MlKem.encapsulate(mlKem.encapsulationKey(), SecretBytes.random(32, random));
    HPKEContextWithEncapsulation sender =
        hpke()
            .SetupPSKS(
                bcKeys().getPublic(),
                info,
                kem.secret().open(InsecureSecretAccess.get()),
                pskId(kem.ciphertext()));
    byte[] box =
        new FvcWriter()
            .raw(sender.getEncapsulation())
            .raw(kem.ciphertext())
            .raw(sender.seal(aad, plaintext))
            .toByteArray();
    assertThat(open(box, info, aad)).isEqualTo(plaintext);
  }

  private byte[] open(byte[] box, byte[] openInfo, byte[] openAad) {
    return HybridSeal.open(x25519, mlKem, openInfo, openAad, box).open(InsecureSecretAccess.get());
  }

  private static HPKE hpke() {
    return new HPKE(
        HPKE.mode_psk, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  private AsymmetricCipherKeyPair bcKeys() {
    return hpke()
        .deserializePrivateKey(
            scalar.open(InsecureSecretAccess.get()), x25519.publicKey().toByteArray());
  }

  private byte[] pskId(Octets ciphertext) {
    return FvcWriter.labelled("mlkem768")
        .digest(Sha256Digest.hash(mlKem.encapsulationKey().toByteArray()))
        .digest(Sha256Digest.hash(ciphertext.toByteArray()))
        .toByteArray();
  }
}
