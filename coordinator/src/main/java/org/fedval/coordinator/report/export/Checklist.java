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
 * Fills the reporting checklists from a report. The items are lines of {@code checklist.tsv}:
 * guideline, number, topic, what the report must have, how far it then answers, section, note. An
 * item whose condition does not hold is left to the authors.
 */
final class Checklist {
  private static final String ITEMS = "/org/fedval/coordinator/checklist.tsv";
  private static final int FIELDS = 7;

  private Checklist() {}

  static List<ChecklistItem> of(ValidationReport report) {
    List<ChecklistItem> items = new ArrayList<>();
    for (String line : lines()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        items.add(item(line.split("\t", -1), report));
      }
    }
    return items;
  }

  private static ChecklistItem item(String[] fields, ValidationReport report) {
    if (fields.length != FIELDS) {
      throw new AssertionError("A line of the checklist has other fields: " + fields[1]);
    }
    boolean there = holds(fields[3], report);
    ChecklistItem.Answer answer =
        there
            ? ChecklistItem.Answer.valueOf(fields[4].toUpperCase(Locale.ROOT))
            : ChecklistItem.Answer.AUTHORS;
    return new ChecklistItem(
        fields[0],
        fields[1],
        fields[2],
        answer,
        answer == ChecklistItem.Answer.AUTHORS ? "" : fields[5],
        there ? fields[6] : "This study has none of it; say why, or add it.");
  }

  private static boolean holds(String condition, ValidationReport report) {
    switch (condition) {
      case "always":
        return true;
      case "model":
        return report.bundle() != null;
      case "subgroups":
        return !report.study().subgroups().isEmpty();
      case "claims":
        return !report.results().endpoints().isEmpty();
      case "power":
        return !report.results().power().isEmpty();
      case "flow":
        return !report.results().exclusions().isEmpty();
      case "curves":
        return !report.results().curves().isEmpty();
      default:
        if (condition.startsWith("metric:")) {
          String prefix = condition.substring("metric:".length());
          return report.results().estimates().stream()
              .anyMatch(row -> row.metric().startsWith(prefix));
        }
        throw new AssertionError("A condition of the checklist is unknown: " + condition);
    }
  }

  private static List<String> lines() {
    try (InputStream in = Checklist.class.getResourceAsStream(ITEMS)) {
      if (in == null) {
        throw new AssertionError("The checklist is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The checklist could not be read.", e);
    }
  }
}
