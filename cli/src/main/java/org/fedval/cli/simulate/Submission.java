package org.fedval.cli.simulate;

import java.util.Map;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * One message of a site to the coordinator.
 *
 * @param rows beside a ShareKeys, by holder; empty otherwise
 * @param vector the masked vector beside a manifest; empty otherwise
 * @param confirms the confirm list beside a manifest; empty otherwise
 */
record Submission(
    int site,
    Kind kind,
    SignedBody signed,
    Map<Integer, ShareRow> rows,
    byte[] vector,
    byte[] confirms) {
  private static final byte[] NONE = new byte[0];

  /** What it says. */
  enum Kind {
    ADVERTISE,
    SHARE_KEYS,
    MASKED,
    COMPLAINT,
    VOTE,
    REVEAL_GATE,
    REVEAL_UNITS,
    ABORT_VOTE
  }

  /** A message that is a signed body alone. */
  static Submission of(int site, Kind kind, SignedBody signed) {
    return new Submission(site, kind, signed, Map.of(), NONE, NONE);
  }

  static Submission shares(int site, SignedBody signed, Map<Integer, ShareRow> rows) {
    return new Submission(site, Kind.SHARE_KEYS, signed, rows, NONE, NONE);
  }

  static Submission masked(int site, SignedBody manifest, byte[] vector, byte[] confirms) {
    return new Submission(site, Kind.MASKED, manifest, Map.of(), vector, confirms);
  }

  /** The same with another signed body. */
  Submission with(SignedBody other) {
    return new Submission(site, kind, other, rows, vector, confirms);
  }
}
