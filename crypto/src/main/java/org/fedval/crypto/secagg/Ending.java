package org.fedval.crypto.secagg;

/**
 * How the coordinator ends a session: it issues a commit certificate or asks for an abort, never
 * both (section 6.3). A mix would open nothing and leave every site locked.
 */
final class Ending {
  private boolean committing;
  private boolean aborting;

  synchronized void commit() {
    SessionFailed.unless(
        !aborting,
        SessionFailed.Reason.ABORT_REQUESTED,
        "The sites were asked to abort this session; it cannot be committed any more.");
    committing = true;
  }

  synchronized void abort() {
    SessionFailed.unless(
        !committing,
        SessionFailed.Reason.COMMIT_ISSUED,
        "A commit certificate was issued; this session cannot be aborted any more.");
    aborting = true;
  }
}
