package org.fedval.coordinator.web.submit;

/** What a new draft begins with. */
final class FirstPlans {
  private static final String CLASSIFICATION =
      """
      # A study plan. It is locked with the study: what is not planned here is not reported.
      schema: fedval.study/v1
      task: classification
      unit: image
      id: my-study
      title: What this study is about, in one line
      cohort:
        modalities: [DX, CR]

      # As the bundle names them.
      findings: [finding]
      operating_points: [screening]

      subgroups:
        - attribute: sex
          levels: [F, M]

      # Each claim with its goal, and the truth under which the study is sized.
      endpoints:
        - finding: finding
          metric: sensitivity
          operating_point: screening
          goal: 0.8
          alternative: 0.88
      """;

  private static final String FEASIBILITY =
      """
      # A feasibility study counts cases and runs no model; its report sizes the study that does.
      schema: fedval.study/v1
      task: feasibility
      unit: image
      id: my-feasibility-study
      title: How many cases the hospitals have
      cohort:
        modalities: [DX, CR]
      findings: [finding]

      subgroups:
        - attribute: sex
          levels: [F, M]
      """;

  private FirstPlans() {}

  static String of(boolean feasibility) {
    return feasibility ? FEASIBILITY : CLASSIFICATION;
  }
}
