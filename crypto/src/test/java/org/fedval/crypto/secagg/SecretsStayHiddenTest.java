package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class SecretsStayHiddenTest {
  @Test
  void no_secret_byte_appears_in_any_text_form() {
    TestFederation federation = new TestFederation(4, 1000, 61);
    SecretBytes root = SecretBytes.random(32, federation.random);
    SessionSecrets secrets = new SessionSecrets(federation.proposed.sid(), 0, 4, root);
    SigningKey key = federation.identities.get(0);
    SecAggRun run = federation.run();
    RevealAPhase a = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    Reveal reveal = Reveal.decode(RevealStage.A, run.revealed.at(0).revealA().body());

    String texts =
        List.of(
                root,
                secrets,
                secrets.seed(),
                secrets.selfSecret(0),
                secrets.maskKeys(),
                secrets.encX(),
                secrets.encKem(),
                key,
                key.seed(),
                reveal,
                run.shared,
                run.masked,
                run.revealed,
                federation.frozen(0),
                a)
            .toString();

    for (byte[] secret :
        List.of(
            root.open(InsecureSecretAccess.get()),
            secrets.seed().encode(),
            secrets.selfSecret(0).encode(),
            key.seed().open(InsecureSecretAccess.get()),
            reveal.rows().get(1).cells().get(1).value().toByteArray())) {
      assertThat(texts).doesNotContainIgnoringCase(HexFormat.of().formatHex(secret, 0, 6));
      assertThat(texts).doesNotContain(String.valueOf(new java.math.BigInteger(1, secret)));
    }
    assertThat(Octets.of(new byte[] {1, 2}).toString()).isEqualTo("Octets[2]");
  }

  @Test
  void an_erased_secret_cannot_be_opened() {
    SecretBytes secret = SecretBytes.copyOf(new byte[] {1, 2, 3});
    secret.erase();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> secret.open(InsecureSecretAccess.get())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void two_runs_mask_equal_numbers_with_unrelated_bytes() {
    TestFederation federation = new TestFederation(3, 1000, 62);
    SecAggRun first = federation.run();
    first.mask(first.share(first.advertise()), Set.of());
    SecAggRun second = federation.run();
    second.mask(second.share(second.advertise()), Set.of());

    byte[] a = first.masked.at(0).maskedVector();
    byte[] b = second.masked.at(0).maskedVector();
    int equal = 0;
    for (int n = 0; n < a.length; n++) {
      equal += a[n] == b[n] ? 1 : 0;
    }
    double expected = a.length / 256.0;
    assertThat((double) equal).isBetween(expected / 3, expected * 3);
  }
}
