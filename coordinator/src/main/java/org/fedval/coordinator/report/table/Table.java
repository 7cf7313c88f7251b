package org.fedval.coordinator.report.table;

import java.util.List;

/**
 * A table of the report, ready to print.
 *
 * @param id unique in the page and name of the CSV file
 * @param title such as {@code Table 3. Results at the operating points}
 * @param groups bodies of the table, each under a heading of its own; an empty heading is not shown
 * @param note what a reader must know; may be empty
 * @param csv the numbers with full precision as RFC 4180 text; empty for none
 */
public record Table(
    String id, String title, List<Column> columns, List<Group> groups, String note, String csv) {
  public Table {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /** A column; numbers stand to the right. */
  public record Column(String title, boolean number) {}

  /** Lines under one heading. */
  public record Group(String heading, List<List<Cell>> rows) {
    public Group {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /** Lines of all groups. */
  public int size() {
    return groups.stream().mapToInt(group -> group.rows().size()).sum();
  }

  public boolean isEmpty() {
    return size() == 0;
  }
}
