package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;

/** The end of a session: it tells, waits for nobody, and nothing follows. */
abstract class LastStage extends Stage {
  LastStage(Sha256Digest sid) {
    super(sid);
  }

  @Override
  final Set<Integer> missing() {
    return Set.of();
  }

  @Override
  final boolean enough() {
    return false;
  }

  @Override
  final boolean isLast() {
    return true;
  }

  @Override
  final Stage close() {
    throw new IllegalStateException("Nothing follows the end of a session.");
  }
}
