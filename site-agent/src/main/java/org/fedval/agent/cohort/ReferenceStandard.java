package org.fedval.agent.cohort;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The reference labels of a site: one row an image, from {@code labels.csv} with the columns {@code
 * sop_instance_uid}, {@code patient_id} and those of {@link FindingColumns}, which hold 1, 0 or
 * nothing. Other columns are ignored unless asked for. Immutable; the rows are in {@link
 * LabelRows}.
 */
public final class ReferenceStandard implements Closeable {
  private static final String UID_COLUMN = "sop_instance_uid";
  private static final String PATIENT_COLUMN = "patient_id";

  private final List<String> findings;
  private final LabelRows rows;
  private final Map<String, Long> undecided = new LinkedHashMap<>();
  private long repeatedRows;

  private ReferenceStandard(List<String> findings, LabelRows rows) {
    this.findings = findings;
    this.rows = rows;
    findings.forEach(finding -> undecided.put(finding, 0L));
  }

  /**
   * The labels of one image.
   *
   * @param number tells this row from the others; from 0, less than twice {@link #size}, 16 or more
   * @param patientKey who counts as one patient; stays in the hospital
   * @param labels in the order of the findings asked for
   * @param content SHA-256 of the whole row by column name, whatever findings were asked for
   * @param further the other columns that were asked for
   */
  public record Row(
      int number,
      String patientKey,
      List<ReferenceLabel> labels,
      Sha256Digest content,
      Map<String, String> further) {
    public Row {
      labels = List.copyOf(labels);
      further = Map.copyOf(further);
    }

    boolean saysAs(Row other) {
      return patientKey.equals(other.patientKey)
          && labels.equals(other.labels)
          && further.equals(other.further);
    }

    @Override
    public String toString() {
      return "labels of one image";
    }
  }

  /**
   * Reads a labels file in UTF-8, with or without byte order mark. Two rows of one image are
   * accepted when they say the same.
   *
   * @param findings the study's, in its order
   * @throws LabelsException when the file is missing or is not such a table
   */
  public static ReferenceStandard read(Path file, List<String> findings) throws LabelsException {
    return read(file, findings, LabelRule.SINGLE, List.of(), null);
  }

  /**
   * Reads a labels file with a label of several readers, or with further columns.
   *
   * @param further names of columns that subgroups need
   * @param scratch folder for the sealed rows; null for the system's folder of temporary files
   * @throws LabelsException when the file is missing or is not such a table
   */
  public static ReferenceStandard read(
      Path file,
      List<String> findings,
      LabelRule rule,
      List<String> further,
      @Nullable Path scratch)
      throws LabelsException {
    try (Reader in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      in.mark(1);
      if (in.read() != '\uFEFF') {
        in.reset();
      }
      ReferenceStandard labels =
          new ReferenceStandard(
              List.copyOf(findings), new LabelRows(findings.size(), further, scratch));
      try {
        labels.fill(new CsvRows(in, "the labels file"), rule, further);
        return labels;
      } catch (IOException | LabelsException | RuntimeException e) {
        labels.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new LabelsException("There is no labels file at " + file + ".");
    } catch (CharacterCodingException e) {
      throw new LabelsException("The labels file is not UTF-8 text; export it as CSV in UTF-8.");
    } catch (IOException e) {
      throw new LabelsException(
          "The labels file at "
              + file
              + " cannot be read, or its rows not be set aside on the disk.");
    }
  }

  private void fill(CsvRows in, LabelRule rule, List<String> further)
      throws IOException, LabelsException {
    Optional<CsvRows.Row> header = in.next();
    if (header.isEmpty()) {
      throw new LabelsException("The labels file is empty; it needs a header line.");
    }
    Map<String, Integer> columns = columns(header.get());
    int uidColumn = FindingColumns.required(columns, UID_COLUMN);
    int patientColumn = FindingColumns.required(columns, PATIENT_COLUMN);
    List<FindingColumns> ofFindings = new ArrayList<>();
    for (String finding : findings) {
      ofFindings.add(new FindingColumns(finding, rule, columns));
    }
    Map<String, Integer> ofFurther = new HashMap<>();
    for (String name : further) {
      ofFurther.put(name, FindingColumns.required(columns, name));
    }
    for (Optional<CsvRows.Row> next = in.next(); next.isPresent(); next = in.next()) {
      CsvRows.Row row = next.get();
      if (row.fields().size() != header.get().fields().size()) {
        throw new LabelsException(
            "Line %d of the labels file has %d values where the header has %d."
                .formatted(row.line(), row.fields().size(), header.get().fields().size()));
      }
      String uid = filled(row, uidColumn, UID_COLUMN);
      String patient = filled(row, patientColumn, PATIENT_COLUMN);
      List<FindingColumns.Decided> decided = new ArrayList<>();
      for (FindingColumns finding : ofFindings) {
        decided.add(finding.decided(row));
      }
      Map<String, String> others = new HashMap<>();
      ofFurther.forEach((name, column) -> others.put(name, row.fields().get(column).strip()));
      List<ReferenceLabel> labels = decided.stream().map(FindingColumns.Decided::label).toList();
      add(uid, new Row(0, patient, labels, content(columns, row), others), decided, row.line());
    }
  }

  private void add(String uid, Row row, List<FindingColumns.Decided> decided, long line)
      throws IOException, LabelsException {
    Row earlier = rows.find(uid);
    if (earlier != null && !earlier.saysAs(row)) {
      throw new LabelsException(
          "Line %d of the labels file contradicts an earlier line of the same %s; keep one."
              .formatted(line, UID_COLUMN));
    }
    if (earlier != null) {
      repeatedRows++;
      return;
    }
    rows.add(uid, row);
    for (int f = 0; f < findings.size(); f++) {
      if (decided.get(f).undecided()) {
        undecided.merge(findings.get(f), 1L, Long::sum);
      }
    }
  }

  private static Map<String, Integer> columns(CsvRows.Row header) throws LabelsException {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < header.fields().size(); i++) {
      String name = header.fields().get(i).strip();
      if (!name.isEmpty() && columns.putIfAbsent(name, i) != null) {
        throw new LabelsException(
            "The labels file has two columns of one name, the second at position %d; remove one."
                .formatted(i + 1));
      }
    }
    return columns;
  }

  private static Sha256Digest content(Map<String, Integer> columns, CsvRows.Row row) {
    FvcWriter out = FvcWriter.labelled("label-row");
    out.list(
        new TreeMap<>(columns).entrySet(),
        column ->
            out.vec(column.getKey().getBytes(StandardCharsets.UTF_8))
                .vec(row.fields().get(column.getValue()).strip().getBytes(StandardCharsets.UTF_8)));
    return out.hash();
  }

  private static String filled(CsvRows.Row row, int column, String name) throws LabelsException {
    String value = row.fields().get(column).strip();
    if (value.isEmpty()) {
      throw new LabelsException(
          "Line %d of the labels file has no %s.".formatted(row.line(), name));
    }
    return value;
  }

  /** What a value of a finding's column says: 1, 0 or nothing; empty for anything else. */
  public static Optional<ReferenceLabel> label(String value) {
    return switch (value.strip()) {
      case "1" -> Optional.of(ReferenceLabel.POSITIVE);
      case "0" -> Optional.of(ReferenceLabel.NEGATIVE);
      case "" -> Optional.of(ReferenceLabel.MISSING);
      default -> Optional.empty();
    };
  }

  /** The findings that the labels are in the order of. */
  public List<String> findings() {
    return findings;
  }

  /**
   * The labels of an image; empty when the file has no row of it.
   *
   * @throws UncheckedIOException when the disk fails
   */
  public Optional<Row> row(String sopInstanceUid) {
    try {
      return Optional.ofNullable(rows.find(sopInstanceUid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows that say again what an earlier row of the same image said. */
  public long repeatedRows() {
    return repeatedRows;
  }

  /** By finding, images on which readers disagreed and nobody decided; their label is missing. */
  public Map<String, Long> undecided() {
    return Collections.unmodifiableMap(undecided);
  }

  /** Distinct images in the file. */
  public int size() {
    return rows.size();
  }

  /** Erases the rows; {@link #row} cannot be called any more. */
  @Override
  public void close() throws IOException {
    rows.close();
  }
}
