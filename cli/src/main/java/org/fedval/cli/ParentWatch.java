package org.fedval.cli;

/** Ends this process when the one that started it is gone, so that a killed demo leaves nothing. */
final class ParentWatch {
  private ParentWatch() {}

  static void exitWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
  }
}
