package org.fedval.cli.hospital;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.fedval.coordinator.report.ResultsJson;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.jspecify.annotations.Nullable;

/** A hospital's own results for machines, schema {@code fedval.own-results/v1}: every number. */
public final class HospitalJson {
  static final String SCHEMA = "fedval.own-results/v1";

  private HospitalJson() {}

  /** One row a line; equal results give equal text. */
  public static String of(OwnResults results) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA).put("local_only", OwnResults.MARK);
    root.putObject("study").put("id", results.id()).put("digest", results.digest());
    PublishedReport published = results.published();
    if (published == null) {
      root.putNull("pooled_verified");
    } else {
      root.put("pooled_verified", published.verified());
    }
    ArrayNode rows = root.putArray("estimates");
    for (ComparedRow row : results.all()) {
      MetricRow own = row.own();
      ObjectNode node = rows.addObject();
      node.put("finding", own.finding())
          .put("metric", own.metric())
          .put("subgroup", own.subgroup())
          .put("operating_point", own.operatingPoint())
          .put("parameter", own.parameter());
      add(node, "own", own);
      add(node, "pooled", row.pooled());
    }
    ArrayNode exclusions = root.putArray("exclusions");
    for (OwnResults.ComparedExclusion row : results.exclusions()) {
      ObjectNode node = exclusions.addObject();
      node.put("reason", row.own().reason())
          .put("finding", row.own().finding())
          .put("words", row.own().words());
      add(node, "own", row.own());
      add(node, "pooled", row.pooled());
    }
    root.set("data_quality", results.quality());
    ArrayNode notes = root.putArray("notes");
    results.notes().forEach(notes::add);
    return new String(ResultsJson.write(root), StandardCharsets.UTF_8);
  }

  private static void add(ObjectNode node, String side, @Nullable MetricRow row) {
    if (row == null) {
      node.putNull(side + "_status");
      return;
    }
    node.put(side + "_status", row.status().name().toLowerCase(Locale.ROOT))
        .put(side + "_value", row.value())
        .put(side + "_low", row.ciLow())
        .put(side + "_high", row.ciHigh())
        .put(side + "_n_cases", row.nCases())
        .put(side + "_reason", row.reason());
  }

  private static void add(ObjectNode node, String side, @Nullable ExclusionRow row) {
    if (row == null) {
      node.putNull(side + "_status");
      return;
    }
    node.put(side + "_status", row.status().name().toLowerCase(Locale.ROOT))
        .put(side + "_n_images", row.nImages())
        .put(side + "_n_patients", row.nPatients());
  }
}
