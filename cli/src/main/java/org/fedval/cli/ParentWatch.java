package org.fedval.cli;

import java.util.Optional;

/**
 * Ends this process when the one that started it is gone, so that a killed demo leaves nothing. An
 * orphan gets another parent.
 */
final class ParentWatch {
  private static final long LOOK_MILLIS = 500;

  private ParentWatch() {}

  static void exitWithParent() {
    Optional<Long> starter = parent();
    Thread watch =
        new Thread(
            () -> {
              while (parent().equals(starter)) {
                try {
                  Thread.sleep(LOOK_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }
}
