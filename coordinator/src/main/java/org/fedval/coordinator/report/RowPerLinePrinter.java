package org.fedval.coordinator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Breaks lines at the two outer levels only, so that each row of a list stands on its own line and
 * two reports can be compared line by line. For one document on one thread.
 */
final class RowPerLinePrinter implements PrettyPrinter {
  private static final int BROKEN_LEVELS = 2;

  private int depth;

  @Override
  public void writeRootValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator out) throws IOException {
    start(out, '{');
  }

  @Override
  public void writeStartArray(JsonGenerator out) throws IOException {
    start(out, '[');
  }

  @Override
  public void beforeObjectEntries(JsonGenerator out) throws IOException {
    breakLine(out);
  }

  @Override
  public void beforeArrayValues(JsonGenerator out) throws IOException {
    breakLine(out);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
    out.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
    separate(out);
  }

  @Override
  public void writeEndObject(JsonGenerator out, int entries) throws IOException {
    end(out, entries, '}');
  }

  @Override
  public void writeEndArray(JsonGenerator out, int values) throws IOException {
    end(out, values, ']');
  }

  private void start(JsonGenerator out, char bracket) throws IOException {
    out.writeRaw(bracket);
    depth++;
  }

  private void separate(JsonGenerator out) throws IOException {
    out.writeRaw(depth <= BROKEN_LEVELS ? "," : ", ");
    breakLine(out);
  }

  private void end(JsonGenerator out, int items, char bracket) throws IOException {
    boolean broken = depth <= BROKEN_LEVELS && items > 0;
    depth--;
    if (broken) {
      breakLine(out);
    }
    out.writeRaw(bracket);
  }

  private void breakLine(JsonGenerator out) throws IOException {
    if (depth <= BROKEN_LEVELS) {
      out.writeRaw('\n' + "  ".repeat(depth));
    }
  }
}
