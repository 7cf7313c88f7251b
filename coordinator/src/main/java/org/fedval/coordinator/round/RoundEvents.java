package org.fedval.coordinator.round;

import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PooledVector;

/** What a round tells its study; called on the event loop. */
public interface RoundEvents {
  /** The gate was recomputed and sent to the sites. */
  void gateOpened();

  /** Every allowed unit is open: the round's result. */
  void pooled(PooledVector sums, RoundTranscript transcript);

  /** The round cannot end well; one sentence for people. */
  void failed(String sentence);

  /** The hashes that the report prints. */
  record RoundTranscript(
      Sha256Digest sid,
      Sha256Digest h1,
      Sha256Digest h2,
      Sha256Digest h3,
      Sha256Digest gateHash,
      int survivors) {}
}
