package org.fedval.coordinator.config;

import java.io.IOException;

/** The coordinator cannot start; the message is one sentence for its operator. */
public final class StartException extends IOException {
  private static final long serialVersionUID = 1;

  public StartException(String sentence) {
    super(sentence);
  }

  /** A port that the configuration names cannot be opened. */
  public static StartException portInUse(int port, String host) {
    return new StartException(
        "Port %d on %s is in use or not allowed; choose another in coordinator.yaml or stop the other program."
            .formatted(port, host));
  }
}
