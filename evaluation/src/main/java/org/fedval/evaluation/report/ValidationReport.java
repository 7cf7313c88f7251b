package org.fedval.evaluation.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * The pooled external-validation report, {@code fedval.report/v1}; {@code docs/report-format.md}
 * documents its JSON form. Digests are lower-case hex SHA-256.
 *
 * @param bundle null when no model ran
 * @param privacy null when the sums are exact
 */
public record ValidationReport(
    String schema,
    Instant generatedAt,
    Study study,
    @Nullable Bundle bundle,
    RosterSummary roster,
    Session session,
    DisclosureRules disclosure,
    Map<String, String> software,
    PooledResults results,
    List<String> notes,
    @Nullable PrivacyStatement privacy) {
  public static final String SCHEMA = "fedval.report/v1";

  public ValidationReport {
    software = Map.copyOf(software);
    notes = List.copyOf(notes);
  }

  /** A report of exact sums, without differential privacy. */
  public ValidationReport(
      String schema,
      Instant generatedAt,
      Study study,
      @Nullable Bundle bundle,
      RosterSummary roster,
      Session session,
      DisclosureRules disclosure,
      Map<String, String> software,
      PooledResults results,
      List<String> notes) {
    this(
        schema,
        generatedAt,
        study,
        bundle,
        roster,
        session,
        disclosure,
        software,
        results,
        notes,
        null);
  }

  /**
   * What was preregistered; {@code task} is {@code classification} or {@code feasibility}.
   *
   * @param cohort which images belong, one rule each, such as {@code age=18..65}
   */
  public record Study(
      String id,
      String title,
      String digest,
      String planDigest,
      String task,
      String unit,
      List<String> findings,
      List<OperatingPoint> operatingPoints,
      List<Subgroup> subgroups,
      List<String> cohort) {

    /** A study of every image with a label. */
    public Study(
        String id,
        String title,
        String digest,
        String planDigest,
        String task,
        String unit,
        List<String> findings,
        List<OperatingPoint> operatingPoints,
        List<Subgroup> subgroups) {
      this(
          id,
          title,
          digest,
          planDigest,
          task,
          unit,
          findings,
          operatingPoints,
          subgroups,
          List.of());
    }
  }

  /** The locked model. */
  public record Bundle(
      String name, String version, String digest, String modelDigest, String signerFingerprint) {}

  /** Who was invited, and how many stand behind every sum. */
  public record RosterSummary(
      String id, long version, String digest, List<String> sites, int contributingSites) {}

  /** The transcript of the aggregation session. */
  public record Session(String id, String h1, String h2, String h3, String gateHash) {}
}
