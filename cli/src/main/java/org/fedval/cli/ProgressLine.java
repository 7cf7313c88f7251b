package org.fedval.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.run.Pace;
import org.fedval.agent.run.Progress;

/** One line that counts up on a terminal; a plain line every ten seconds elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
  private final PrintWriter screen;
  private final boolean terminal = onTerminal();
  private final Pace pace = new Pace();
  private long last = System.nanoTime();
  private boolean drawn;

  ProgressLine(PrintWriter screen) {
    this.screen = screen;
  }

  @Override
  public void advanced(long done, long excluded) {
    pace.at(done);
    long now = System.nanoTime();
    long pause = terminal ? TimeUnit.MILLISECONDS.toNanos(100) : TimeUnit.SECONDS.toNanos(10);
    if (now - last < pause) {
      return;
    }
    last = now;
    String text =
        String.format(
            Locale.ROOT,
            "%d files, %d not scored, %.0f a second",
            done,
            excluded,
            pace.perSecond());
    if (terminal) {
      screen.print("\r\u001b[K" + text);
      screen.flush();
      drawn = true;
    } else {
      screen.println(text);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // what newer platforms do is asked for right below
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true; // before JDK 22 there is a console only on a terminal
    }
  }

  @Override
  public void close() {
    if (drawn) {
      screen.print("\r\u001b[K");
      screen.flush();
    }
  }
}
