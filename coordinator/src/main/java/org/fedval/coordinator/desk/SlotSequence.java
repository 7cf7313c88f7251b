package org.fedval.coordinator.desk;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PooledVector;

/** What a round tells of its slot's end; called on the event loop. */
interface SlotSequence {
  /** Every allowed unit of the slot is open. */
  void pooled(Sha256Digest sid, PooledVector sums);

  /**
   * The slot has no sums and no slot follows it; what earlier slots opened stands.
   *
   * @param reason for the report; begins with a code and names no site
   */
  void absent(String reason);
}
