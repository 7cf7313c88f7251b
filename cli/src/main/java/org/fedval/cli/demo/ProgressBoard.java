package org.fedval.cli.demo;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line a site: redrawn in place on a terminal, printed on change otherwise. Not thread-safe.
 */
final class ProgressBoard {
  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, String> drawn = new LinkedHashMap<>();
  private final Map<String, String> phases = new LinkedHashMap<>();

  ProgressBoard(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * A site's line.
   *
   * @param phase what it does; a plain log gets a new line only when this changes
   * @param detail counts that change often, shown on a terminal and with the next phase
   * @param isNews whether a plain log gets a new line when the detail changes too
   */
  record Line(String name, String phase, String detail, boolean isNews) {
    Line(String name, String phase, String detail) {
      this(name, phase, detail, false);
    }

    private String news() {
      return isNews ? phase + detail : phase;
    }
  }

  void show(List<Line> lines) {
    if (terminal) {
      redraw(lines);
    } else {
      for (Line line : lines) {
        if (!line.news().equals(phases.put(line.name(), line.news()))) {
          out.println(
              "  %-14s %-22s %s"
                  .formatted(line.name(), line.phase(), line.detail())
                  .stripTrailing());
          out.flush();
        }
      }
    }
  }

  private void redraw(List<Line> lines) {
    if (!drawn.isEmpty()) {
      out.printf("\u001b[%dA", drawn.size());
    }
    drawn.clear();
    for (Line line : lines) {
      String text = "  %-14s %-22s %s".formatted(line.name(), line.phase(), line.detail());
      drawn.put(line.name(), text);
      out.print("\r\u001b[K" + text + "\n");
    }
    out.flush();
  }
}
