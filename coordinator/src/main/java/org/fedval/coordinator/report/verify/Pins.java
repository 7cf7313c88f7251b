package org.fedval.coordinator.report.verify;

import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.jspecify.annotations.Nullable;

/**
 * What a reader knows from elsewhere than the report.
 *
 * @param coordinator the coordinator's key; null when only its fingerprint is known
 * @param fingerprint of the coordinator's key
 * @param rosters hashes of roster versions that the reader accepts; empty accepts any that the
 *     coordinator signed
 */
public record Pins(
    @Nullable VerifyingKey coordinator, Fingerprint fingerprint, Set<Sha256Digest> rosters) {
  public Pins {
    rosters = Set.copyOf(rosters);
  }

  /** Pins a key. */
  public static Pins of(VerifyingKey coordinator, Set<Sha256Digest> rosters) {
    return new Pins(coordinator, coordinator.fingerprint(), rosters);
  }

  /** Pins a fingerprint; the report then brings the key itself. */
  public static Pins of(Fingerprint coordinator, Set<Sha256Digest> rosters) {
    return new Pins(null, coordinator, rosters);
  }

  /** The pinned key, if {@code claimed} is it or its fingerprint fits. */
  Optional<VerifyingKey> match(VerifyingKey claimed) {
    boolean same =
        coordinator == null
            ? claimed.fingerprint().equals(fingerprint)
            : claimed.equals(coordinator);
    return same ? Optional.of(claimed) : Optional.empty();
  }
}
