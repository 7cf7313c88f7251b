package org.fedval.agent.cohort;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of comma-separated values (RFC 4180), read one at a time: quoted fields may hold commas,
 * doubled quotes and line breaks; lines end in LF, CRLF or CR; empty lines are passed over. Not
 * thread-safe.
 */
final class CsvRows {
  private static final int FIELD_CHARACTERS = 65_536;
  private static final int FIELDS = 10_000;
  private static final int END = -1;

  private final PushbackReader in;
  private long line = 1;

  CsvRows(Reader in) {
    this.in = new PushbackReader(in, 2);
  }

  /**
   * One row.
   *
   * @param line where the row starts, from 1
   */
  record Row(long line, List<String> fields) {}

  /** The next row; empty at the end of the file. */
  Optional<Row> next() throws IOException, LabelsException {
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
            "A quotation mark of the labels file is not closed; it opens in line " + start + ".");
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

  private static void append(StringBuilder field, int c, long start) throws LabelsException {
    if (field.length() >= FIELD_CHARACTERS) {
      throw tooLong(start);
    }
    field.append((char) c);
  }

  private static LabelsException tooLong(long line) {
    return new LabelsException(
        "Line " + line + " of the labels file is too long; it should be comma-separated values.");
  }

  /** The next character, with every line ending as LF. */
  private int read() throws IOException {
    int c = in.read();
    if (c == '\r') {
      int after = in.read();
      if (after != '\n' && after != END) {
        in.unread(after);
      }
      c = '\n';
    }
    if (c == '\n') {
      line++;
    }
    return c;
  }

  private void unread(int c) throws IOException {
    if (c == '\n') {
      line--;
    }
    if (c != END) {
      in.unread(c);
    }
  }
}
