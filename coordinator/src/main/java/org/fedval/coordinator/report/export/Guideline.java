package org.fedval.coordinator.report.export;

import java.util.List;

/**
 * A reporting guideline with its items, answered from a report.
 *
 * @param name short name
 * @param source where it was published
 * @param numbering whose the item numbers are, and what they were compared with
 */
record Guideline(String name, String source, String numbering, List<ChecklistItem> items) {
  Guideline {
    items = List.copyOf(items);
  }
}
