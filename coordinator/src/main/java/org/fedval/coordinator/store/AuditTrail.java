package org.fedval.coordinator.store;

import java.util.Optional;
import java.util.function.LongFunction;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;

/** Where the store's changes are logged; {@code coordinator.audit} has the log behind it. */
public interface AuditTrail {
  /**
   * Makes a change and appends its entry, both or neither.
   *
   * @param sid the session, or {@link Sha256Digest#ZERO} outside of one
   * @param signer who signed the body: a site index, or a constant of {@code SigInput}
   * @param change gets the index of its entry and gives the hash to log, or nothing when nothing
   *     changed; it runs in one transaction with the entry
   * @return whether something changed
   */
  boolean record(
      LogEvent event, Sha256Digest sid, int signer, LongFunction<Optional<Sha256Digest>> change);
}
