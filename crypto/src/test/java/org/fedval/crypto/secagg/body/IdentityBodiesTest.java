package org.fedval.crypto.secagg.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.junit.jupiter.api.Test;

class IdentityBodiesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SigningKey old = SigningKey.generate(RANDOM);
  private final SigningKey successor = SigningKey.generate(RANDOM);

  @Test
  void an_endorsement_is_for_one_member_only_and_ends_to_the_second() {
    Endorsement endorsement = new Endorsement("a", "Hospital A", old.verifyingKey(), 100);

    assertThat(endorsement.vouchesFor(member("a", "Hospital A", old), 99)).isTrue();
    assertThat(endorsement.vouchesFor(member("a", "Hospital A", old), 100)).isFalse();
    assertThat(endorsement.vouchesFor(member("b", "Hospital A", old), 99)).isFalse();
    assertThat(endorsement.vouchesFor(member("a", "Hospital B", old), 99)).isFalse();
    assertThat(endorsement.vouchesFor(member("a", "Hospital A", successor), 99)).isFalse();
  }

  @Test
  void a_rotation_needs_both_keys() {
    SignedRotation good = SignedRotation.sign("a", old, successor, 5);
    byte[] body = good.byOld().body();

    assertThat(good.verified().newKey()).isEqualTo(successor.verifyingKey());
    assertThatThrownBy(
            () ->
                SignedRotation.of(
                        body, good.byOld().signatureOctets(), good.byOld().signatureOctets())
                    .verified())
        .isInstanceOf(MalformedBody.class);
    assertThatThrownBy(
            () ->
                SignedRotation.of(
                        body, good.byNew().signatureOctets(), good.byNew().signatureOctets())
                    .verified())
        .isInstanceOf(MalformedBody.class);
    SignedRotation other = SignedRotation.sign("a", old, successor, 6);
    assertThatThrownBy(() -> new SignedRotation(good.byOld(), other.byNew()))
        .isInstanceOf(MalformedBody.class);
  }

  private static Roster.Member member(String siteId, String organisation, SigningKey key) {
    return new Roster.Member(
        siteId, organisation, key.verifyingKey(), Octets.of(new byte[32]), Sha256Digest.ZERO);
  }
}
