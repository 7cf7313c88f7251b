package org.fedval.agent.cohort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** One column of a labels file, for asking an archive for the studies that it names. */
public final class LabelColumn {
  private LabelColumn() {}

  /**
   * The distinct values that are not blank, without spaces around them.
   *
   * @throws LabelsException when the file cannot be read or has no such column
   */
  public static SortedSet<String> distinct(Path file, String column) throws LabelsException {
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      CsvRows rows = new CsvRows(in, "the labels file");
      List<String> header = rows.next().map(CsvRows.Row::fields).orElse(List.of());
      int at = header.stream().map(LabelColumn::plain).toList().indexOf(column);
      if (at < 0) {
        throw new LabelsException(
            "The labels file has no column '" + column + "', by which studies are chosen; add it.");
      }
      SortedSet<String> values = new TreeSet<>();
      for (Optional<CsvRows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
        if (row.get().fields().size() > at && !row.get().fields().get(at).isBlank()) {
          values.add(row.get().fields().get(at).strip());
        }
      }
      return values;
    } catch (IOException e) {
      throw new LabelsException("The labels file at " + file + " cannot be read as UTF-8 text.");
    }
  }

  /** A column's name without a byte order mark before it. */
  private static String plain(String name) {
    return (name.startsWith("\uFEFF") ? name.substring(1) : name).strip();
  }
}
