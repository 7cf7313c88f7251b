package org.fedval.wire.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.junit.jupiter.api.Test;

class EnrollmentTokenTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final EnrollmentToken TOKEN =
      EnrollmentToken.create(
          "site-a",
          Sha256Digest.hash(new byte[] {7}),
          SigningKey.generate(RANDOM).verifyingKey(),
          RANDOM);

  @Test
  void a_token_survives_being_copied() throws Exception {
    String text = TOKEN.reveal();
    String wrapped = "  " + text.substring(0, 40) + "\n" + text.substring(40) + "\n";

    EnrollmentToken read = EnrollmentToken.parse(wrapped);

    assertThat(read).isEqualTo(TOKEN);
    assertThat(read.siteId()).isEqualTo("site-a");
    assertThat(read.hash()).isEqualTo(TOKEN.hash());
    assertThat(read.issuingPin()).isEqualTo(TOKEN.issuingPin());
    assertThat(read.coordinatorKey()).isEqualTo(TOKEN.coordinatorKey());
  }

  @Test
  void every_single_typing_error_is_found() {
    long seed = 20261103L;
    Random random = new Random(seed);
    String text = TOKEN.reveal();
    for (int i = "fedval1:".length(); i < text.length(); i++) {
      char typo = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32));
      if (text.charAt(i) == typo) {
        continue;
      }
      String mistyped = text.substring(0, i) + typo + text.substring(i + 1);

      assertThatThrownBy(() -> EnrollmentToken.parse(mistyped))
          .as("seed %d, position %d", seed, i)
          .isInstanceOf(CredentialsException.class)
          .hasMessageContaining("enrolment token");
    }
  }

  @Test
  void something_else_is_refused_in_one_sentence() {
    for (String other : new String[] {"", "hello", "fedval2:a:b:c:d:e", "fedval1:a:b:c:d:e:f"}) {
      assertThatThrownBy(() -> EnrollmentToken.parse(other))
          .isInstanceOf(CredentialsException.class)
          .hasMessageStartingWith("This is not an enrolment token: it must begin with fedval1:");
    }
    assertThatThrownBy(() -> EnrollmentToken.parse("fedval1:site-a:AAAA:BBBB:CCCC:DDDD"))
        .hasMessage(
            "The enrolment token has a typing error; copy the whole line that the coordinator"
                + " printed.");
    assertThatThrownBy(() -> EnrollmentToken.parse("A".repeat(10_000)))
        .hasMessageContaining("too long");
  }

  @Test
  void the_secret_is_not_printed() {
    assertThat(TOKEN.toString()).isEqualTo("EnrollmentToken[redacted]");
    assertThat(TokenRecord.of(TOKEN, NOW).toString())
        .doesNotContain(Base32Text.encode(TOKEN.secret()));
  }

  @Test
  void a_token_is_good_once_for_its_site_within_three_days() {
    TokenRecord record = TokenRecord.of(TOKEN, NOW);
    byte[] secret = TOKEN.secret();
    Instant end = NOW.plus(Duration.ofDays(3));

    assertThat(record.judge(secret, "site-a", NOW)).isEqualTo(TokenRecord.Verdict.ACCEPTED);
    assertThat(record.judge(secret, "site-a", end.minusMillis(1)))
        .isEqualTo(TokenRecord.Verdict.ACCEPTED);
    assertThat(record.judge(secret, "site-a", end)).isEqualTo(TokenRecord.Verdict.EXPIRED);
    assertThat(record.judge(secret, "site-b", NOW)).isEqualTo(TokenRecord.Verdict.OTHER_SITE);
    assertThat(record.burned().judge(secret, "site-a", NOW)).isEqualTo(TokenRecord.Verdict.USED);
    assertThat(record.judge(new byte[32], "site-a", NOW)).isEqualTo(TokenRecord.Verdict.UNKNOWN);
  }

  @Test
  void base32_has_one_text_for_each_value() {
    byte[] value = new byte[32];
    RANDOM.nextBytes(value);
    String text = Base32Text.encode(value);

    assertThat(text).matches("[A-Z2-7]{52}");
    assertThat(Base32Text.decode(text, 32)).hasValueSatisfying(v -> assertThat(v).isEqualTo(value));
    assertThat(Base32Text.decode(text.substring(0, 51) + "B", 32)).isEmpty();
    assertThat(Base32Text.decode(text.toLowerCase(java.util.Locale.ROOT), 32)).isEmpty();
    assertThat(Base32Text.decode("é".repeat(52), 32)).isEmpty();
  }
}
