package org.fedval.coordinator.report.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.ValidationReport;

/**
 * Fills the reporting checklists from a report. The guidelines and items are lines of {@code
 * checklist.tsv}, which names their fields. An item whose condition does not hold, or whose section
 * the report's page lacks, is left to the authors.
 */
final class Checklist {
  private static final String ITEMS = "/org/fedval/coordinator/checklist.tsv";
  private static final String GUIDELINE = "@";
  private static final int GUIDELINE_FIELDS = 4;
  private static final int ITEM_FIELDS = 7;
  private static final String MISSING =
      "The report of this study does not have it; add it, or say why.";

  private Checklist() {}

  /**
   * The guidelines in the order in which they are shown.
   *
   * @throws IllegalArgumentException if the report may not be published
   */
  static List<Guideline> of(ValidationReport report) {
    ReportContent content = new ReportContent(report);
    List<String[]> lines = lines();
    List<Guideline> guidelines = new ArrayList<>();
    for (String[] head : lines) {
      if (head[0].equals(GUIDELINE)) {
        List<ChecklistItem> items =
            lines.stream()
                .filter(fields -> fields[0].equals(head[1]))
                .map(fields -> item(fields, content))
                .toList();
        guidelines.add(new Guideline(head[1], head[2], head[3], items));
      }
    }
    return guidelines;
  }

  private static ChecklistItem item(String[] fields, ReportContent content) {
    boolean holds = content.holds(fields[3]);
    ChecklistItem.Answer told = ChecklistItem.Answer.valueOf(fields[4].toUpperCase(Locale.ROOT));
    if (told == ChecklistItem.Answer.AUTHORS) {
      return new ChecklistItem(fields[1], fields[2], told, "", fields[6]);
    }
    return holds && content.hasSection(fields[5])
        ? new ChecklistItem(fields[1], fields[2], told, fields[5], fields[6])
        : new ChecklistItem(fields[1], fields[2], ChecklistItem.Answer.AUTHORS, "", MISSING);
  }

  /** The lines of the list, in fields. */
  static List<String[]> lines() {
    try (InputStream in = Checklist.class.getResourceAsStream(ITEMS)) {
      if (in == null) {
        throw new AssertionError("The checklist is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Checklist::fields)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The checklist could not be read.", e);
    }
  }

  private static String[] fields(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != (fields[0].equals(GUIDELINE) ? GUIDELINE_FIELDS : ITEM_FIELDS)) {
      throw new AssertionError("A line of the checklist has other fields: " + line);
    }
    return fields;
  }
}
