package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.fedval.evaluation.report.MetricRow;
import org.jspecify.annotations.Nullable;

/** Gathers a table line by line, with the report's rows that it shows for its CSV. */
public final class TableBuilder {
  private final String id;
  private final String title;
  private final List<Table.Column> columns = new ArrayList<>();
  private final Map<String, List<List<Cell>>> groups = new LinkedHashMap<>();
  private final List<MetricRow> sources = new ArrayList<>();
  private String heading = "";
  private String note = "";

  public TableBuilder(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public TableBuilder words(String... titles) {
    Stream.of(titles).forEach(t -> columns.add(new Table.Column(t, false)));
    return this;
  }

  public TableBuilder numbers(String... titles) {
    Stream.of(titles).forEach(t -> columns.add(new Table.Column(t, true)));
    return this;
  }

  /** The lines that follow stand under this heading. */
  public TableBuilder group(String words) {
    heading = words;
    return this;
  }

  public TableBuilder row(List<Cell> cells) {
    groups.computeIfAbsent(heading, unused -> new ArrayList<>()).add(cells);
    return this;
  }

  /** Rows whose numbers the CSV gives with full precision; nulls are passed over. */
  public TableBuilder source(@Nullable MetricRow... rows) {
    Stream.of(rows).filter(Objects::nonNull).forEach(sources::add);
    return this;
  }

  public TableBuilder note(String words) {
    note = words;
    return this;
  }

  /** With the rows given to {@link #source} as CSV. */
  public Table build() {
    List<MetricRow> distinct = sources.stream().distinct().toList();
    return build(distinct.isEmpty() ? "" : EstimateCsv.of(distinct));
  }

  /** With the CSV of something else than the report's rows. */
  public Table build(String csv) {
    List<Table.Group> bodies = new ArrayList<>();
    groups.forEach((words, rows) -> bodies.add(new Table.Group(words, rows)));
    return new Table(id, title, columns, bodies, note, csv);
  }
}
