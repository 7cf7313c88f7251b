package org.fedval.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process when the one that started it is gone, so that a killed demo leaves nothing. The
 * starter holds the other end of the standard input and writes nothing: its end is the input's end.
 * Asking the system for the parent's process id is no way, for a look at a living one fails now and
 * then.
 */
final class ParentWatch {
  private ParentWatch() {}

  static void exitWithParent() {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(System.in);
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream input) {
    try {
      input.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The other end is gone.
    }
  }
}
