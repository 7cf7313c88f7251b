package org.fedval.crypto.secagg;

/** The one {@link RevealPolicy} that all steps of a site share in one session. Thread-safe. */
final class Conduct {
  private RevealPolicy policy = RevealPolicy.fresh();

  synchronized void commit() {
    policy = policy.afterCommit();
  }

  synchronized void abort(boolean completeGraph) {
    policy = policy.afterAbort(completeGraph);
  }

  synchronized void reveal() {
    policy = policy.afterReveal();
  }
}
