package org.fedval.wire.bundle;

import java.util.List;
import org.fedval.evaluation.plan.OperatingPoint;

/**
 * What a locked model is and how it must be used: the content of {@code model.yaml}, {@code schema:
 * fedval.model/v1}. Everything here is fixed by the model's owner before any site's data is seen.
 *
 * @param name the model's name, 1 to 64 printable characters
 * @param version the owner's version of the model
 * @param task {@code classification}
 * @param findings in the order of the score columns
 * @param input the one image input of the graph
 * @param output the one score output of the graph
 * @param preprocessing from stored pixel values to the input tensor
 * @param operatingPoints decision thresholds, fixed in advance
 * @param canaries synthetic cases with the outputs that the owner saw
 */
public record ModelSpec(
    String name,
    String version,
    String task,
    List<Finding> findings,
    Input input,
    Output output,
    Preprocessing preprocessing,
    List<OperatingPoint> operatingPoints,
    Canaries canaries) {

  public static final String SCHEMA = "fedval.model/v1";

  public ModelSpec {
    findings = List.copyOf(findings);
    operatingPoints = List.copyOf(operatingPoints);
  }

  /** The same specification with the canaries' expected scores, as {@code bundle create} fills. */
  public ModelSpec withExpected(List<List<Float>> expected) {
    Canaries filled = new Canaries(canaries.count, canaries.seed, canaries.tolerance, expected);
    return new ModelSpec(
        name, version, task, findings, input, output, preprocessing, operatingPoints, filled);
  }

  /**
   * Whether this can name a model, a finding or an operating point: 1 to 64 letters, digits, spaces
   * and {@code . _ : / ( ) + -}, not starting with punctuation.
   */
  public static boolean isName(String text) {
    return SpecSection.NAME.matcher(text).matches();
  }

  /** Finding names in score order. */
  public List<String> findingNames() {
    return findings.stream().map(Finding::name).toList();
  }

  /**
   * A finding and the place of its score.
   *
   * @param output 0-based index along the output's second dimension
   */
  public record Finding(String name, int output) {}

  /**
   * The graph's image input, float32 in the layout NCHW.
   *
   * @param name the graph input's name
   * @param channels 1, or 3 for a model that wants the one channel replicated
   */
  public record Input(String name, int channels, int height, int width) {}

  /**
   * The graph's score output, float32 of shape batch by {@code width}, probabilities in [0, 1]
   * because the sigmoid is inside the graph.
   */
  public record Output(String name, int width) {}

  /**
   * Parameters of the locked recipe {@value #RECIPE}.
   *
   * @param mean subtracted from display values, which lie in [0, 1]
   * @param std divides after that, positive
   */
  public record Preprocessing(int height, int width, double mean, double std) {
    public static final String RECIPE = "fedval.cxr-grayscale/1";
  }

  /**
   * Synthetic images from a seed, never patients, and the scores that the owner's machine gave.
   *
   * @param tolerance the largest absolute difference of a score that a site may show
   * @param expected one list a canary, one score a finding; empty in the owner's draft
   */
  public record Canaries(int count, long seed, double tolerance, List<List<Float>> expected) {
    public Canaries {
      expected = expected.stream().map(List::copyOf).toList();
    }

    /** False in the owner's draft, true in every bundle. */
    public boolean filled() {
      return expected.size() == count;
    }
  }
}
