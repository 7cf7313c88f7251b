package org.fedval.coordinator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;

/**
 * Breaks lines at the two outer levels only, so that each row of a list stands on its own line and
 * two reports can be compared line by line.
 */
final class RowPerLinePrinter extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;
  private static final int BROKEN_LEVELS = 2;

  RowPerLinePrinter() {
    super(
        DEFAULT_SEPARATORS
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withArrayEmptySeparator("")
            .withObjectEmptySeparator(""));
    indentObjectsWith(new OuterIndenter());
    indentArraysWith(new OuterIndenter());
  }

  @Override
  public DefaultPrettyPrinter createInstance() {
    return new RowPerLinePrinter();
  }

  private static final class OuterIndenter implements Indenter {
    @Override
    public boolean isInline() {
      return false;
    }

    @Override
    public void writeIndentation(JsonGenerator out, int level) throws IOException {
      if (level <= BROKEN_LEVELS) {
        out.writeRaw('\n');
        out.writeRaw("  ".repeat(level));
      }
    }
  }
}
