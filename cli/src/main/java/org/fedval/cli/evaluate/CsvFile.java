package org.fedval.cli.evaluate;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.cohort.CsvRows;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.cli.input.CliException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, in UTF-8 with or without byte order mark. Every row has as many values
 * as the header. It digests what it reads.
 */
final class CsvFile implements Closeable {
  static final String UID = "sop_instance_uid";
  static final String PATIENT = "patient_id";

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream bytes;
  private final MessageDigest digest;
  private final CsvRows rows;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final int width;
  private long count;

  private CsvFile(Path file, InputStream bytes) throws CliException, IOException {
    this.file = file;
    this.digest = sha256();
    this.bytes = new DigestInputStream(bytes, digest);
    Reader text =
        new InputStreamReader(
            new BufferedInputStream(this.bytes, BUFFER), StandardCharsets.UTF_8.newDecoder());
    PushbackReader in = new PushbackReader(text);
    try {
      int first = in.read();
      if (first >= 0 && first != BYTE_ORDER_MARK) {
        in.unread(first);
      }
    } catch (CharacterCodingException notUtf8) {
      throw notUtf8();
    }
    this.rows = new CsvRows(in, file.toString());
    CsvRows.Row header =
        read().orElseThrow(() -> new CliException(file + " is empty; it needs a header line."));
    width = header.fields().size();
    for (int i = 0; i < width; i++) {
      String name = header.fields().get(i).strip();
      if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
        throw new CliException(
            "%s line %d: the column '%s' stands twice; remove one."
                .formatted(file, header.line(), name));
      }
    }
  }

  static CsvFile open(Path file) throws CliException, IOException {
    if (!Files.isRegularFile(file)) {
      throw new CliException(file + ": there is no such file.");
    }
    InputStream bytes = Files.newInputStream(file);
    try {
      return new CsvFile(file, bytes);
    } catch (CliException | IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** The next row; null at the end. */
  CsvRows.@Nullable Row next() throws CliException, IOException {
    Optional<CsvRows.Row> row = read();
    if (row.isEmpty()) {
      return null;
    }
    count++;
    if (row.get().fields().size() != width) {
      throw fault(
          row.get(),
          "%d values where the header has %d; check commas and quotes."
              .formatted(row.get().fields().size(), width));
    }
    return row.get();
  }

  private Optional<CsvRows.Row> read() throws CliException, IOException {
    try {
      return rows.next();
    } catch (LabelsException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw notUtf8();
    }
  }

  private CliException notUtf8() {
    return new CliException(file + " is not UTF-8 text; export it as CSV in UTF-8.");
  }

  /** Place of a column; null when the file has none of this name. */
  @Nullable Integer column(String name) {
    return columns.get(name);
  }

  int required(String name, String why) throws CliException {
    Integer column = columns.get(name);
    if (column == null) {
      throw new CliException(
          "%s has no column '%s', which %s; it has %s."
              .formatted(file, name, why, shown(columns.keySet())));
    }
    return column;
  }

  /** A value that must not be empty. */
  String filled(CsvRows.Row row, int column, String name) throws CliException {
    String value = row.fields().get(column).strip();
    if (value.isEmpty()) {
      throw fault(row, "no " + name + " stands there; fill it in, or remove the line.");
    }
    return value;
  }

  /** A value; null where it is empty or the file lacks the column. */
  static @Nullable String value(CsvRows.Row row, @Nullable Integer column) {
    if (column == null) {
      return null;
    }
    String value = row.fields().get(column).strip();
    return value.isEmpty() ? null : value;
  }

  CliException fault(CsvRows.Row row, String text) {
    return new CliException("%s line %d: %s".formatted(file, row.line(), text));
  }

  private static String shown(Set<String> names) {
    List<String> first = names.stream().limit(12).toList();
    return String.join(", ", first) + (names.size() > first.size() ? ", ..." : "");
  }

  /** What the output says of a file that was read to its end. */
  InputSummary summary() {
    return new InputSummary(
        String.valueOf(file.getFileName()), HexFormat.of().formatHex(digest.digest()), count);
  }

  /**
   * A file that went into the results.
   *
   * @param name without its folder
   * @param sha256 of all its bytes, in hexadecimal
   * @param rows without the header
   */
  record InputSummary(String name, String sha256, long rows) {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("This Java runtime lacks SHA-256.", e);
    }
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
