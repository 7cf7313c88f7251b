package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.BlameProof;

/** What a round tells its study; called on the event loop. Sites are roster indices. */
public interface RoundEvents {
  /** Something that people should read while the round goes on, in one sentence. */
  void says(String sentence);

  /** The gate was recomputed and sent to the sites. */
  void gateOpened();

  /** Every allowed unit is open: the round's result. */
  void pooled(PooledVector sums, RoundTranscript transcript);

  /**
   * The session opened nothing and never will; every site is free for another attempt.
   *
   * @param lost sites that were silent or faulty, to be left out of it
   * @param why one sentence
   */
  void voided(Set<Integer> lost, String why);

  /**
   * A dealer's own signed shares contradict what it committed to. The session's survivor set is
   * certified, so only an attempt over the same set without that dealer may follow.
   */
  void spoiled(BlameProof proof, int dealer, Set<Integer> survivors);

  /** The round cannot end well; one sentence for people. */
  void failed(String sentence);

  /**
   * The hashes that the report prints.
   *
   * @param survivors roster indices of the sites whose numbers are in the sums
   */
  record RoundTranscript(
      Sha256Digest sid,
      Sha256Digest h1,
      Sha256Digest h2,
      Sha256Digest h3,
      Sha256Digest gateHash,
      Set<Integer> survivors) {
    public RoundTranscript {
      survivors = Set.copyOf(survivors);
    }
  }
}
