package org.fedval.agent.study;

import org.fedval.agent.admin.LocalStatus;
import org.fedval.wire.session.SitePhaseName;

/** What the agent is doing, for the local channel and, the phase alone, for the coordinator. */
final class StatusBoard {
  private SitePhaseName phase = SitePhaseName.WAITING;
  private long scored;
  private long excluded;
  private String sentence = "";
  private String engine = "";

  synchronized void phase(SitePhaseName next) {
    phase = next;
  }

  synchronized SitePhaseName phase() {
    return phase;
  }

  /** Cases so far; stays on this host. */
  synchronized void counts(long scoredCases, long excludedCases) {
    scored = scoredCases;
    excluded = excludedCases;
  }

  synchronized void say(String words) {
    sentence = words;
  }

  /** What computes the scores of the last study. */
  synchronized void engine(String words) {
    engine = words;
  }

  synchronized LocalStatus snapshot() {
    return new LocalStatus(phase.words(), scored, excluded, sentence, engine);
  }
}
