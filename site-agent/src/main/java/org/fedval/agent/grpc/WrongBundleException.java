package org.fedval.agent.grpc;

import java.io.IOException;

/** What came is not the announced bundle; trying again would bring the same. */
public final class WrongBundleException extends IOException {
  private static final long serialVersionUID = 1;

  WrongBundleException(String sentence) {
    super(sentence);
  }
}
