package org.fedval.coordinator.report.table;

import java.util.List;

/**
 * A line of the headline table.
 *
 * @param span lines that share the finding's cells; 0 on all but its first line
 */
public record HeadlineRow(
    String finding, int span, List<Cell> ofFinding, String operatingPoint, List<Cell> ofPoint) {
  public HeadlineRow {
    ofFinding = List.copyOf(ofFinding);
    ofPoint = List.copyOf(ofPoint);
  }
}
