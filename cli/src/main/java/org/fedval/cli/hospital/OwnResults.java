package org.fedval.cli.hospital;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital learns of a study about itself. Patient data: for its own people alone.
 *
 * @param id the study's own name
 * @param digest of its definition, 64 hexadecimal digits
 * @param own this hospital's numbers, nothing suppressed
 * @param published the report of all hospitals; null when none was given
 * @param quality the data-quality record as it was written; null when there is none
 * @param notes what must be known to read the numbers
 */
public record OwnResults(
    String id,
    String digest,
    PooledResults own,
    @Nullable PublishedReport published,
    @Nullable JsonNode quality,
    List<String> notes) {
  /** Stands at the top of every form of it. */
  public static final String MARK =
      "Local only, patient data of this hospital's own; nothing of this is sent.";

  private static final String ALL = "all";
  private static final Set<String> HEADLINE =
      Set.of("auroc", "sensitivity", "specificity", "ppv", "npv", "prevalence");

  public OwnResults {
    notes = List.copyOf(notes);
  }

  /**
   * The numbers of each finding that a reader looks for first, in the plan's order, of subgroups
   * that this hospital has an image of.
   */
  public List<ComparedRow> headline() {
    return all().stream().filter(row -> isHeadline(row.own())).toList();
  }

  private static boolean isHeadline(MetricRow row) {
    Long images = row.nCases();
    return HEADLINE.contains(row.metric())
        && row.parameter() == null
        && (row.subgroup().equals(ALL) || (images != null && images > 0));
  }

  /** Every number of the plan. */
  public List<ComparedRow> all() {
    Map<List<@Nullable String>, MetricRow> pooled = new HashMap<>();
    if (published != null) {
      published.report().results().estimates().forEach(row -> pooled.put(key(row), row));
    }
    return own.estimates().stream().map(row -> new ComparedRow(row, pooled.get(key(row)))).toList();
  }

  /** Reasons for which any image of this hospital was left out, each with the published row. */
  public List<ComparedExclusion> exclusions() {
    List<ComparedExclusion> rows = new ArrayList<>();
    for (ExclusionRow row : own.exclusions()) {
      Long images = row.nImages();
      if (images != null && images > 0) {
        rows.add(new ComparedExclusion(row, published(row)));
      }
    }
    return rows;
  }

  /**
   * A reason of exclusion here beside the published one.
   *
   * @param pooled null where no report was given
   */
  public record ComparedExclusion(ExclusionRow own, @Nullable ExclusionRow pooled) {}

  private @Nullable ExclusionRow published(ExclusionRow row) {
    if (published == null) {
      return null;
    }
    return published.report().results().exclusions().stream()
        .filter(
            other ->
                Arrays.asList(other.reason(), other.finding())
                    .equals(Arrays.asList(row.reason(), row.finding())))
        .findFirst()
        .orElse(null);
  }

  private static List<@Nullable String> key(MetricRow row) {
    return Arrays.asList(
        row.finding(), row.metric(), row.subgroup(), row.operatingPoint(), row.parameter());
  }

  @Override
  public String toString() {
    return "OwnResults[redacted]";
  }
}
