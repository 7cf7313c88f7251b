package org.fedval.agent.cohort;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of comma-separated values (RFC 4180), read one at a time: quoted fields may hold commas,
 * doubled quotes and line breaks; lines end in LF, CRLF or CR; empty lines are passed over. Not
 * thread-safe.
 */
public final class CsvRows {
  private static final int FIELD_CHARACTERS = 65_536;
  private static final int FIELDS = 10_000;
  private static final int END = -1;
  private static final int NOTHING = -2;

  private final Reader in;
  private final String file;
  private final char[] buffer = new char[1 << 16];
  private int position;
  private int filled;
  private int pushedBack = NOTHING;
  private long line = 1;

  /**
   * @param file how sentences call the file, such as {@code the labels file}
   */
  public CsvRows(Reader in, String file) {
    this.in = in;
    this.file = file;
  }

  /**
   * One row.
   *
   * @param line where the row starts, from 1
   */
  public record Row(long line, List<String> fields) {
    @Override
    public String toString() {
      return "line " + line;
    }
  }

  /**
   * The next row; empty at the end of the file.
   *
   * @throws LabelsException when the text is no such table; the sentence names file and line
   */
  public Optional<Row> next() throws IOException, LabelsException {
    while (true) {
      long start = line;
      int ahead = read();
      if (ahead == END) {
        return Optional.empty();
      }
      if (ahead != '\n') {
        unread(ahead);
        return Optional.of(new Row(start, fields(start)));
      }
    }
  }

  private List<String> fields(long start) throws IOException, LabelsException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    while (true) {
      int c = read();
      if (c == '"' && field.length() == 0) {
        quoted(field, start);
      } else if (c == ',' || c == '\n' || c == END) {
        fields.add(field.toString());
        field.setLength(0);
        if (fields.size() > FIELDS) {
          throw tooLong(start);
        }
        if (c != ',') {
          return fields;
        }
      } else {
        append(field, c, start);
      }
    }
  }

  private void quoted(StringBuilder field, long start) throws IOException, LabelsException {
    while (true) {
      int c = read();
      if (c == END) {
        throw new LabelsException(
            "A quotation mark of %s is not closed; it opens in line %d.".formatted(file, start));
      }
      if (c != '"') {
        append(field, c, start);
        continue;
      }
      int after = read();
      if (after != '"') {
        unread(after);
        return;
      }
      append(field, '"', start);
    }
  }

  private void append(StringBuilder field, int c, long start) throws LabelsException {
    if (field.length() >= FIELD_CHARACTERS) {
      throw tooLong(start);
    }
    field.append((char) c);
  }

  private LabelsException tooLong(long line) {
    return new LabelsException(
        "Line %d of %s is too long; it should be comma-separated values.".formatted(line, file));
  }

  /** The next character, with every line ending as LF. */
  private int read() throws IOException {
    int c = pushedBack;
    pushedBack = NOTHING;
    if (c == NOTHING) {
      c = raw();
      if (c == '\r') {
        if (fill() && buffer[position] == '\n') {
          position++;
        }
        c = '\n';
      }
    }
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private int raw() throws IOException {
    return fill() ? buffer[position++] : END;
  }

  /** Whether a character lies in the buffer; false at the end of the file. */
  private boolean fill() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return filled > 0;
  }

  private void unread(int c) {
    if (c == '\n') {
      line--;
    }
    pushedBack = c;
  }
}
