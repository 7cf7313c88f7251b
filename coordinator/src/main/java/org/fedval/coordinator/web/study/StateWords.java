package org.fedval.coordinator.web.study;

import org.fedval.coordinator.study.StudyState;

/**
 * A state of a study as pages show it: a word, a shape and a colour.
 *
 * @param name one or two words
 * @param tone class of the colour and the shape: waiting, running, done or stopped
 * @param meaning what happens in this state, in one sentence
 */
public record StateWords(String name, String tone, String meaning) {
  private static final String WAITING = "waiting";
  private static final String RUNNING = "running";

  /** The words of a state. */
  public static StateWords of(StudyState state) {
    return switch (state) {
      case LOCKED ->
          new StateWords("Locked", WAITING, "Plan, model and roster are fixed by their digests.");
      case RECRUITING ->
          new StateWords("Recruiting", WAITING, "Each site decides whether it takes part.");
      case GATE ->
          new StateWords(
              "Gate",
              RUNNING,
              "Sites run their cohorts; patients are counted, so that too small groups are never"
                  + " opened.");
      case METRICS ->
          new StateWords("Metrics", RUNNING, "The sums of what passed the gate are opened.");
      case SECOND_ROUND ->
          new StateWords(
              "Second round",
              RUNNING,
              "The same sites make a sum that needs the first round's result.");
      case POOLED ->
          new StateWords("Pooled", RUNNING, "All sums are there; sites confirm the log.");
      case PUBLISHED ->
          new StateWords("Published", "done", "The signed report is in the transparency log.");
      case ABORTED -> new StateWords("Stopped", "stopped", "The study ended without a report.");
    };
  }
}
