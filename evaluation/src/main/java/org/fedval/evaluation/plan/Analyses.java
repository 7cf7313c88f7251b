package org.fedval.evaluation.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the plan asks for beyond its endpoints. It fixes the words of every round, so it is locked
 * before anyone looks at data.
 *
 * @param content how much the sums hold
 * @param rounds 1 to 3; each later round is a slot of its own over the same sites
 * @param refinedBins K of the balanced grid that round 2 uses, 64 to 4096
 * @param interactions pairs of subgroup attributes whose crossed levels are shown
 * @param prevalences in (0, 1), at which predictive values are stated
 * @param decisionThresholds probabilities in (0, 1) at which the net benefit is stated
 * @param abstention bands of scores in which the model would abstain
 * @param specificities least specificities in (0, 1) for the partial AUROC and the sensitivity at
 *     this specificity
 * @param recalibrationFolds folds of the recalibration at each site, 2 to 20; 0 for none
 * @param bootstrapReplicates replicates of the Poisson bootstrap over patients, 50 to 1000; 0 for
 *     none
 * @param siteLevel whether every site consents that the estimates of single sites may become
 *     computable, up to their order; restricted maximum likelihood and Q-profile need it
 * @param referenceErrors assumed errors of the reference standard; null for none
 * @param gaps how the comparisons of subgroups are adjusted
 * @param comparisons scores that are compared on the same images
 */
public record Analyses(
    Content content,
    int rounds,
    int refinedBins,
    List<Interaction> interactions,
    List<Double> prevalences,
    List<Double> decisionThresholds,
    List<AbstentionBand> abstention,
    List<Double> specificities,
    int recalibrationFolds,
    int bootstrapReplicates,
    boolean siteLevel,
    @Nullable ReferenceErrors referenceErrors,
    Adjustment gaps,
    List<Comparison> comparisons) {
  /** Most rounds of a study. */
  public static final int MOST_ROUNDS = 3;

  /** How much the sums of a study hold. */
  public enum Content {
    /** Patients and images a cell; no model runs. */
    GATE_ONLY,
    /** Score histograms as well, and nothing but counts. */
    COUNTS,
    /** Exact sums for calibration, patients as clusters and comparisons between sites as well. */
    EXACT
  }

  /** Two subgroup attributes, crossed. */
  public record Interaction(String first, String second) {}

  /**
   * Two scores of one bundle for the same condition, judged on the same images against the
   * reference labels of the first.
   *
   * @param first the finding of the score that is judged
   * @param second the finding of the score that it is compared with
   * @param margin by how much the first may be worse, in (0, 1); null for no claim
   */
  public record Comparison(String first, String second, @Nullable Double margin) {
    public Comparison {
      if (first.equals(second) || (margin != null && !(margin > 0 && margin < 1))) {
        throw new IllegalArgumentException(
            "A comparison needs two findings and a margin between 0 and 1.");
      }
    }
  }

  /** Scores in [lower, upper) on which the model would abstain. */
  public record AbstentionBand(double lower, double upper) {
    public AbstentionBand {
      if (!(lower >= 0 && lower < upper && upper <= 1)) {
        throw new IllegalArgumentException("An abstention band needs 0 <= lower < upper <= 1.");
      }
    }
  }

  /** Assumed sensitivity and specificity of the reference standard, each in (0.5, 1]. */
  public record ReferenceErrors(double sensitivity, double specificity) {
    public ReferenceErrors {
      if (!(sensitivity > 0.5 && sensitivity <= 1 && specificity > 0.5 && specificity <= 1)) {
        throw new IllegalArgumentException(
            "A reference standard needs a sensitivity and a specificity above 0.5.");
      }
    }
  }

  /** How p-values of a family are adjusted. */
  public enum Adjustment {
    /** Family-wise error, for a confirmatory family. */
    HOLM,
    /** False discovery rate, for exploration. */
    BENJAMINI_HOCHBERG
  }

  public Analyses {
    interactions = List.copyOf(interactions);
    prevalences = List.copyOf(prevalences);
    decisionThresholds = List.copyOf(decisionThresholds);
    abstention = List.copyOf(abstention);
    specificities = List.copyOf(specificities);
    comparisons = List.copyOf(comparisons);
    require(
        comparisons.stream().map(Comparison::first).distinct().count() == comparisons.size(),
        "Each score is compared with one other.");
    if (rounds < 1 || rounds > MOST_ROUNDS || (content != Content.EXACT && rounds > 1)) {
      throw new IllegalArgumentException("A study has 1 to 3 rounds; one that only counts has 1.");
    }
    require(refinedBins >= 64 && refinedBins <= 4096, "A refined grid has 64 to 4096 bins.");
    require(
        recalibrationFolds == 0 || (recalibrationFolds >= 2 && recalibrationFolds <= 20),
        "Recalibration needs 2 to 20 folds.");
    require(
        bootstrapReplicates == 0 || (bootstrapReplicates >= 50 && bootstrapReplicates <= 1000),
        "The bootstrap over patients needs 50 to 1000 replicates.");
    requireFractions("prevalence", prevalences);
    requireFractions("decision threshold", decisionThresholds);
    requireFractions("specificity", specificities);
    Set<Set<String>> pairs = new HashSet<>();
    for (Interaction i : interactions) {
      require(
          !i.first().equals(i.second()) && pairs.add(Set.of(i.first(), i.second())),
          "An interaction needs two different attributes and stands once.");
    }
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static void requireFractions(String what, List<Double> values) {
    require(
        values.stream().allMatch(v -> v > 0 && v < 1)
            && new HashSet<>(values).size() == values.size(),
        "Each " + what + " lies between 0 and 1 and stands once.");
  }

  /** Without comparisons of scores. */
  public Analyses(
      Content content,
      int rounds,
      int refinedBins,
      List<Interaction> interactions,
      List<Double> prevalences,
      List<Double> decisionThresholds,
      List<AbstentionBand> abstention,
      List<Double> specificities,
      int recalibrationFolds,
      int bootstrapReplicates,
      boolean siteLevel,
      @Nullable ReferenceErrors referenceErrors,
      Adjustment gaps) {
    this(
        content,
        rounds,
        refinedBins,
        interactions,
        prevalences,
        decisionThresholds,
        abstention,
        specificities,
        recalibrationFolds,
        bootstrapReplicates,
        siteLevel,
        referenceErrors,
        gaps,
        List.of());
  }

  /** The same analyses with comparisons of scores. */
  public Analyses comparing(List<Comparison> asked) {
    return new Analyses(
        content,
        rounds,
        refinedBins,
        interactions,
        prevalences,
        decisionThresholds,
        abstention,
        specificities,
        recalibrationFolds,
        bootstrapReplicates,
        siteLevel,
        referenceErrors,
        gaps,
        asked);
  }

  /** The same analyses with these crossed levels and no others. */
  public Analyses crossing(List<Interaction> pairs) {
    return new Analyses(
        content,
        rounds,
        refinedBins,
        pairs,
        prevalences,
        decisionThresholds,
        abstention,
        specificities,
        recalibrationFolds,
        bootstrapReplicates,
        siteLevel,
        referenceErrors,
        gaps,
        comparisons);
  }

  /** With what the first score of a comparison is compared. */
  public Optional<Comparison> comparisonOf(String finding) {
    return comparisons.stream().filter(c -> c.first().equals(finding)).findFirst();
  }

  /** Histograms in one round, and nothing else. */
  public static Analyses counts() {
    return of(Content.COUNTS, 1, 0);
  }

  /** Patients and images a cell. */
  public static Analyses gateOnly() {
    return of(Content.GATE_ONLY, 1, 0);
  }

  /** What a plan gets that says nothing: exact sums in two rounds, five folds. */
  public static Analyses standard() {
    return of(Content.EXACT, 2, 5);
  }

  private static Analyses of(Content content, int rounds, int folds) {
    return new Analyses(
        content,
        rounds,
        1024,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        folds,
        0,
        false,
        null,
        Adjustment.BENJAMINI_HOCHBERG);
  }

  /** Whether no model runs. */
  public boolean isGateOnly() {
    return content == Content.GATE_ONLY;
  }

  /** Whether exact sums are asked for. */
  public boolean isExact() {
    return content == Content.EXACT;
  }
}
