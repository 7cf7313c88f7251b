package org.fedval.cli.planning;

import java.util.Locale;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.jspecify.annotations.Nullable;

/** How numbers and their absence are written for people. */
final class Shown {
  static final String NONE = "-";

  private Shown() {}

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String count(@Nullable Long n) {
    return n == null ? NONE : count(n.longValue());
  }

  static String count(ExpectedCount count) {
    return switch (count.state()) {
      case GIVEN -> count(count.images());
      case NOT_GIVEN -> "not given";
      case SUPPRESSED -> "suppressed";
    };
  }

  static String effective(@Nullable Double n) {
    return n == null ? NONE : String.format(Locale.ROOT, "%,.1f", n);
  }

  static String share(@Nullable Double p) {
    return p == null ? NONE : String.format(Locale.ROOT, "%.3f", p);
  }

  /** As short as it can be without loss. */
  static String plain(double x) {
    return x == Math.rint(x) && Math.abs(x) < 1e9 ? count((long) x) : String.valueOf(x);
  }

  static String claim(Endpoint e) {
    String point = e.operatingPoint() == null ? "" : " at " + e.operatingPoint();
    return e.finding() + ", " + e.metric() + point;
  }
}
