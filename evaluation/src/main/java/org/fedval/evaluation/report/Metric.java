package org.fedval.evaluation.report;

import java.util.Locale;

/** The metrics of a report, in report order. */
enum Metric {
  AUROC(false),
  SENSITIVITY(true),
  SPECIFICITY(true),
  PPV(true),
  NPV(true),
  PREVALENCE(false);

  private final boolean atOperatingPoint;

  Metric(boolean atOperatingPoint) {
    this.atOperatingPoint = atOperatingPoint;
  }

  boolean atOperatingPoint() {
    return atOperatingPoint;
  }

  /** The name in plans and reports. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reference classes whose counts it is made of. */
  Needs needs() {
    return switch (this) {
      case SENSITIVITY -> Needs.POSITIVES;
      case SPECIFICITY -> Needs.NEGATIVES;
      default -> Needs.BOTH;
    };
  }

  /** Whether single scores matter, and not only calls at the operating points. */
  boolean needsHistogram() {
    return this == AUROC;
  }
}
