package org.fedval.agent.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one finding: its own name for a single label, {@code covid__reader1}, {@code
 * covid__reader2} and so on for what readers said, {@code covid__adjudicated} for the last word.
 */
final class FindingColumns {
  private static final String READER = "__reader";
  private static final String ADJUDICATED = "__adjudicated";

  private final String finding;
  private final LabelRule rule;
  private final List<Integer> readers = new ArrayList<>();
  private final @Nullable Integer decisive;

  /**
   * @param columns positions by name
   * @throws LabelsException when a column that the rule needs is not there
   */
  FindingColumns(String finding, LabelRule rule, Map<String, Integer> columns)
      throws LabelsException {
    this.finding = finding;
    this.rule = rule;
    if (rule != LabelRule.SINGLE) {
      columns.forEach(
          (name, position) -> {
            if (name.startsWith(finding + READER)) {
              readers.add(position);
            }
          });
    }
    if (rule == LabelRule.MAJORITY && readers.size() < 2) {
      throw new LabelsException(
          "The labels file has fewer than two columns such as '%s1' and '%s2', which the rule"
                  .formatted(finding + READER, finding + READER)
              + " 'majority' needs; add them, or choose another rule in agent.yaml.");
    }
    this.decisive =
        switch (rule) {
          case SINGLE -> required(columns, finding);
          case MAJORITY -> null;
          case ADJUDICATED -> required(columns, finding + ADJUDICATED);
        };
  }

  /** What a row says of the finding, and whether readers disagreed without a decision. */
  record Decided(ReferenceLabel label, boolean undecided) {}

  Decided decided(CsvRows.Row row) throws LabelsException {
    ReferenceLabel last = decisive == null ? ReferenceLabel.MISSING : label(row, decisive);
    if (rule == LabelRule.SINGLE) {
      return new Decided(last, false);
    }
    List<ReferenceLabel> said = new ArrayList<>();
    for (int reader : readers) {
      said.add(label(row, reader));
    }
    ReferenceLabel label = rule.decide(said, last);
    return new Decided(label, rule.isUndecided(said, label));
  }

  private ReferenceLabel label(CsvRows.Row row, int column) throws LabelsException {
    Optional<ReferenceLabel> label = ReferenceStandard.label(row.fields().get(column));
    if (label.isEmpty()) {
      throw new LabelsException(
          "Line %d of the labels file has something other than 1, 0 or nothing for '%s'."
              .formatted(row.line(), finding));
    }
    return label.get();
  }

  static int required(Map<String, Integer> columns, String name) throws LabelsException {
    Integer column = columns.get(name);
    if (column == null) {
      throw new LabelsException(
          "The labels file has no column '" + name + "'; add it to the header and every row.");
    }
    return column;
  }
}
