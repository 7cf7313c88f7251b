package org.fedval.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.run.Progress;

/** One line that counts up on a terminal; a plain line every ten seconds elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
  private final PrintWriter screen;
  private final boolean terminal = System.console() != null;
  private final long start = System.nanoTime();
  private long last = start;
  private boolean drawn;

  ProgressLine(PrintWriter screen) {
    this.screen = screen;
  }

  @Override
  public void advanced(long done, long excluded) {
    long now = System.nanoTime();
    long pause = terminal ? TimeUnit.MILLISECONDS.toNanos(100) : TimeUnit.SECONDS.toNanos(10);
    if (now - last < pause) {
      return;
    }
    last = now;
    double perSecond = done / ((now - start) / 1e9);
    String text =
        String.format(
            Locale.ROOT, "%d files, %d not scored, %.0f a second", done, excluded, perSecond);
    if (terminal) {
      screen.print("\r\u001b[K" + text);
      screen.flush();
      drawn = true;
    } else {
      screen.println(text);
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
