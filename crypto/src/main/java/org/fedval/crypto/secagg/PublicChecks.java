package org.fedval.crypto.secagg;

import java.util.function.Supplier;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * Where a site does the checks whose outcome follows from public bytes alone and is therefore the
 * same at every site. A real site does each of them itself: {@link AdvertisedClient#open} has no
 * other way. Only a simulation of many sites in one process, through {@link SimulatedClients}, may
 * hand in something that remembers outcomes.
 */
public interface PublicChecks {
  /** The checks, by what they read. */
  enum Check {
    /** Every signature, key and index of U1, h1 and the share graph. */
    ADVERTISE_SET,
    /** Every dealer's signature in U2. */
    SHARE_DELIVERY,
    /** Every survivor's manifest, the floors, the ring rule, h3. */
    SURVIVOR_SET,
    /** Every vote in a commit certificate. */
    COMMIT_CERTIFICATE,
    /** Every opened secret, tag and edge of the gate transcript, and the gate sums. */
    GATE_TRANSCRIPT
  }

  /**
   * The outcome of a check, immutable and the same whoever checks.
   *
   * @param body what the coordinator sent
   * @param context the session id or the hash of the transcript so far; it binds everything else
   *     that the check reads
   * @param full does the check; throws {@link ProtocolViolation}
   */
  <T> T outcome(Check check, SignedBody body, Sha256Digest context, Supplier<T> full);

  /** Does every check every time. */
  static PublicChecks always() {
    return Always.INSTANCE;
  }

  /** The only implementation outside of simulations. */
  enum Always implements PublicChecks {
    INSTANCE;

    @Override
    public <T> T outcome(Check check, SignedBody body, Sha256Digest context, Supplier<T> full) {
      return full.get();
    }
  }
}
