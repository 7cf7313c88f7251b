package org.fedval.cli.client;

import java.security.SecureRandom;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secret.SecretBytes;

/** Hospitals for a roster, each with keys of its own. */
public final class RosterMembers {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RosterMembers() {}

  /**
   * @param kem the hospital's ML-KEM key, of which the roster has the hash
   */
  public static Roster.Member member(String siteId, Octets kem) {
    return new Roster.Member(
        siteId,
        "Hospital " + siteId,
        SigningKey.generate(RANDOM).verifyingKey(),
        X25519KeyPair.fromScalar(SecretBytes.random(32, RANDOM)).publicKey(),
        Sha256Digest.hash(kem.toByteArray()));
  }

  /** A new ML-KEM key. */
  public static Octets kem() {
    return MlKem.fromSeed(SecretBytes.random(MlKem.SEED_BYTES, RANDOM)).encapsulationKey();
  }
}
