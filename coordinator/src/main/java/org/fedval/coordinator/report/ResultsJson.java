package org.fedval.coordinator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.fedval.evaluation.report.PooledResults;

/**
 * Writes results as {@code report.json} holds them, for files of another schema: the same keys, the
 * same rows and the same digits.
 */
public final class ResultsJson {
  private ResultsJson() {}

  /** Adds the keys of a report that are statistical, in its order. */
  public static void add(ObjectNode root, PooledResults results) {
    ReportTree.results(root, results, false);
  }

  /**
   * UTF-8, one row a line, every number in the shortest form that reads back to the same double.
   */
  public static byte[] write(ObjectNode root) {
    try {
      return (ReportJson.MAPPER.writer(new RowPerLinePrinter()).writeValueAsString(root) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A tree in memory could not be written.", e);
    }
  }
}
