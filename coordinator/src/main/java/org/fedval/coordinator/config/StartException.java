package org.fedval.coordinator.config;

import java.io.IOException;

/** The coordinator cannot start; the message is one sentence for its operator. */
public final class StartException extends IOException {
  private static final long serialVersionUID = 1;

  public StartException(String sentence) {
    super(sentence);
  }
}
