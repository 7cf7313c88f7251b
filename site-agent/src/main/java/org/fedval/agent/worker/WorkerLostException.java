package org.fedval.agent.worker;

/** One worker has ended or was ended; another one can be started. */
final class WorkerLostException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  enum Cause {
    ENDED("ended by itself"),
    TIME_LIMIT("gave no answer within its time limit"),
    NO_START("could not be started");

    private final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  WorkerLostException(Cause cause) {
    super("The inference worker " + cause.words + ".");
  }
}
