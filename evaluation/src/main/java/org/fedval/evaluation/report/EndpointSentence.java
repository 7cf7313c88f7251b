package org.fedval.evaluation.report;

import java.math.BigDecimal;
import java.util.Locale;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A claim in one sentence, such as "covid: sensitivity at screening 0.86 (95 % CI 0.81 to 0.90),
 * goal at least 0.80: met."
 */
final class EndpointSentence {
  private static final double USUAL_ALPHA = 0.025;
  private static final int MOST_DIGITS = 4;

  private EndpointSentence() {}

  static String of(Endpoint endpoint, Estimate estimate, Judgement judgement) {
    String subject =
        endpoint.finding()
            + ": "
            + (endpoint.operatingPoint() == null
                ? "AUROC"
                : endpoint.metric() + " at " + endpoint.operatingPoint());
    Double value = estimate.value();
    RealInterval interval = estimate.interval();
    Verdict verdict = judgement.verdict();
    if (value == null || interval == null || verdict == null) {
      String what = estimate.status() == Status.SUPPRESSED ? "withheld" : "not estimable";
      return subject
          + " is "
          + what
          + " ("
          + estimate.reason()
          + "), goal at least "
          + goal(endpoint)
          + ": not judged.";
    }
    int digits = digits(endpoint.goal(), value, interval);
    return subject
        + " "
        + number(value, digits)
        + " (95 % CI "
        + number(interval.lower(), digits)
        + " to "
        + number(interval.upper(), digits)
        + "), goal at least "
        + goal(endpoint)
        + ": "
        + words(verdict, endpoint.alpha(), judgement.reason());
  }

  private static String words(Verdict verdict, double alpha, @Nullable String reason) {
    String level =
        alpha == USUAL_ALPHA ? "." : String.format(Locale.ROOT, ", one-sided level %s.", alpha);
    return switch (verdict) {
      case MEETS_GOAL -> "met" + level;
      case FAILS_GOAL -> "not met" + level;
      case INCONCLUSIVE -> "inconclusive" + level;
      case NOT_POWERED_TO_CERTIFY -> "not powered to certify, " + reason + ".";
    };
  }

  /**
   * The decimals of the goal, or up to four where rounding would make a limit look equal to the
   * goal.
   */
  private static int digits(double goal, double value, RealInterval interval) {
    int digits = Math.min(MOST_DIGITS, goalDigits(goal));
    while (digits < MOST_DIGITS
        && (looksEqual(value, goal, digits)
            || looksEqual(interval.lower(), goal, digits)
            || looksEqual(interval.upper(), goal, digits))) {
      digits++;
    }
    return digits;
  }

  private static boolean looksEqual(double a, double goal, int digits) {
    return a != goal && number(a, digits).equals(number(goal, digits));
  }

  /** With all of its own decimals, and at least two. */
  private static String goal(Endpoint endpoint) {
    return number(endpoint.goal(), goalDigits(endpoint.goal()));
  }

  private static int goalDigits(double goal) {
    return Math.max(2, BigDecimal.valueOf(goal).scale());
  }

  private static String number(double x, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", x);
  }
}
