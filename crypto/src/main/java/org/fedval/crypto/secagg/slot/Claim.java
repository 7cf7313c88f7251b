package org.fedval.crypto.secagg.slot;

import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * One session that holds the data set: pending from the masked input on, locked to the certified
 * survivors afterwards. Survivors are hashes of identity keys.
 */
record Claim(
    Sha256Digest sid,
    Sha256Digest studyHash,
    long minCell,
    boolean privacy,
    CohortRecord cohort,
    Optional<Set<Sha256Digest>> survivors) {

  Claim {
    survivors = survivors.map(Set::copyOf);
  }

  static Claim pending(Attempt attempt) {
    return new Claim(
        attempt.sid(),
        attempt.studyHash(),
        attempt.minCell(),
        attempt.privacy(),
        attempt.cohort(),
        Optional.empty());
  }

  Claim lockedTo(Set<Sha256Digest> certified) {
    return new Claim(sid, studyHash, minCell, privacy, cohort, Optional.of(certified));
  }

  boolean isPending() {
    return survivors.isEmpty();
  }
}
