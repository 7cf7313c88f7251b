package org.fedval.cli.hospital;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.fedval.cli.hospital.OwnResults.ComparedExclusion;
import org.fedval.coordinator.report.text.MetricWords;
import org.fedval.evaluation.report.MetricRow;
import org.jspecify.annotations.Nullable;

/** A hospital's own results for a terminal: a table a finding, then what was left out. */
public final class HospitalText {
  private HospitalText() {}

  /**
   * The lines.
   *
   * @param rows which numbers, finding after finding
   * @param quality the data quality in lines; empty when none is known
   * @param list the command that lists the excluded images
   */
  public static List<String> of(
      OwnResults results, List<ComparedRow> rows, List<String> quality, String list) {
    List<String> lines = new ArrayList<>();
    lines.add(results.id() + ": this hospital's own results");
    lines.add(OwnResults.MARK);
    lines.addAll(results.notes());
    String finding = "";
    MetricRow before = null;
    List<List<String>> table = new ArrayList<>();
    for (ComparedRow row : rows) {
      if (!row.own().finding().equals(finding)) {
        add(lines, finding, table);
        table.clear();
        finding = row.own().finding();
        before = null;
        table.add(List.of("subgroup", "images", "metric", "at", "this hospital", "all hospitals"));
      }
      table.add(line(row, before));
      before = row.own();
    }
    add(lines, finding, table);
    exclusions(results, lines, list);
    if (!quality.isEmpty()) {
      lines.add("");
      lines.addAll(quality);
    }
    return lines;
  }

  /** The subgroup and its images stand once, at its first number. */
  private static List<String> line(ComparedRow row, @Nullable MetricRow before) {
    MetricRow own = row.own();
    boolean sameGroup = before != null && before.subgroup().equals(own.subgroup());
    boolean sameImages =
        sameGroup && before != null && Objects.equals(before.nCases(), own.nCases());
    return List.of(
        sameGroup ? "" : own.subgroup(),
        sameImages ? "" : Shown.count(own.nCases(), own.status()),
        MetricWords.of(own.metric()).name(),
        Shown.at(own),
        Shown.value(own),
        Shown.value(row.pooled()));
  }

  private static void exclusions(OwnResults results, List<String> lines, String list) {
    lines.add("");
    List<ComparedExclusion> excluded = results.exclusions();
    if (excluded.isEmpty()) {
      lines.add("No image was left out.");
      return;
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("code", "why", "images here", "patients here", "images of all hospitals"));
    for (ComparedExclusion row : excluded) {
      String words = row.own().words();
      table.add(
          List.of(
              row.own().reason(),
              row.own().finding() == null ? words : words + ": " + row.own().finding(),
              Shown.count(row.own().nImages(), row.own().status()),
              Shown.count(row.own().nPatients(), row.own().status()),
              row.pooled() == null
                  ? "-"
                  : Shown.count(row.pooled().nImages(), row.pooled().status())));
    }
    add(lines, "Left out", table);
    lines.add("List: " + list);
  }

  private static void add(List<String> lines, String title, List<List<String>> table) {
    if (table.isEmpty()) {
      return;
    }
    int[] width = new int[table.get(0).size()];
    for (List<String> row : table) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    if (lines.isEmpty() || !lines.get(lines.size() - 1).isEmpty()) {
      lines.add("");
    }
    lines.add(title);
    for (List<String> row : table) {
      StringBuilder line = new StringBuilder(" ");
      for (int c = 0; c < width.length; c++) {
        line.append(' ').append(row.get(c)).append(" ".repeat(width[c] - row.get(c).length() + 1));
      }
      lines.add(line.toString().stripTrailing());
    }
  }
}
