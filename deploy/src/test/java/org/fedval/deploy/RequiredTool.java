package org.fedval.deploy;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: skipped with a message without it, failed when CI=true. */
final class RequiredTool {
  private RequiredTool() {}

  static void require(boolean there, String message) {
    if (!there && "true".equals(System.getenv("CI"))) {
      Assertions.fail(message);
    }
    Assumptions.assumeTrue(there, message);
  }
}
