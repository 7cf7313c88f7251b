package org.fedval.agent.secagg;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SlotNoise;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Freezes released counts once a slot, with the noise that the study asks for: every later session
 * of the slot gets the same bytes, so that no rerun averages the noise away. Charges the privacy
 * ledger when a vector is about to leave. Not thread-safe.
 */
public final class SlotFreezer {
  private static final int SECRET_BYTES = 32;

  private final PrivacyLedger ledger;
  private final SecureRandom random;
  private final Map<Slot, FrozenVector> frozen = new HashMap<>();

  private record Slot(Sha256Digest study, String name) {}

  public SlotFreezer(PrivacyLedger ledger, SecureRandom random) {
    this.ledger = ledger;
    this.random = random;
  }

  /**
   * The frozen numbers of the session's slot; the first call freezes them.
   *
   * @param index the site's roster index in its first session of the slot
   */
  FrozenVector freeze(SessionTerms terms, ReleasedCounts counts, int index) {
    return frozen.computeIfAbsent(
        new Slot(terms.study().hash(), terms.proposal().slot()),
        slot -> {
          SecretBytes salt = SecretBytes.random(SECRET_BYTES, random);
          return SlotNoise.of(terms.study())
              .map(
                  noise ->
                      FrozenVector.freezeWithNoise(
                          terms.layout(),
                          counts.units(),
                          salt,
                          index,
                          noise,
                          SecretBytes.random(SECRET_BYTES, random)))
              .orElseGet(() -> FrozenVector.freeze(terms.layout(), counts.units(), salt, index));
        });
  }

  /** Before a masked vector leaves; throws {@code PrivacyRefused}. */
  void charge(SessionTerms terms, FrozenVector vector) {
    ledger.charge(terms, vector);
  }
}
