package org.fedval.crypto.secagg;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * The messages of one phase: one for every site, from expected sites only. Not thread-safe; the
 * caller serialises.
 */
final class Intake {
  private final SessionTerms terms;
  private final String type;
  private final SortedSet<Integer> expected;
  private final SortedMap<Integer, SignedBody> accepted = new TreeMap<>();
  private boolean closed;

  Intake(SessionTerms terms, String type, Set<Integer> expected) {
    this.terms = terms;
    this.type = type;
    this.expected = new TreeSet<>(expected);
  }

  /** Takes a message if {@code check} throws no {@link ProtocolViolation}. */
  Outcome offer(int site, SignedBody signed, Runnable check) {
    try {
      if (!expected.contains(site)) {
        throw new ProtocolViolation(
            ProtocolViolation.Code.NOT_EXPECTED, "This site is not part of this phase.", site);
      }
      terms.requireFromSite(signed, type, site);
      SignedBody earlier = accepted.get(site);
      if (earlier != null) {
        return earlier.hash().equals(signed.hash())
            ? new Outcome.Duplicate()
            : new Outcome.Equivocation();
      }
      ProtocolViolation.require(
          !closed, ProtocolViolation.Code.NOT_EXPECTED, "This phase is closed.", site);
      check.run();
    } catch (ProtocolViolation e) {
      return new Outcome.Refused(e.code(), String.valueOf(e.getMessage()));
    }
    accepted.put(site, signed);
    return new Outcome.Accepted();
  }

  /** Takes nothing of this site any more and does not wait for it. */
  void refuse(int site) {
    expected.remove(site);
    accepted.remove(site);
  }

  /** Ends the intake: repeated messages are still recognised, new ones are refused. */
  void close() {
    if (closed) {
      throw new IllegalStateException("This phase was already closed.");
    }
    closed = true;
  }

  SortedMap<Integer, SignedBody> accepted() {
    return Collections.unmodifiableSortedMap(accepted);
  }

  Set<Integer> missing() {
    SortedSet<Integer> missing = new TreeSet<>(expected);
    missing.removeAll(accepted.keySet());
    return missing;
  }
}
