package org.fedval.coordinator.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people read them: at most three significant digits, thin spaces between thousands,
 * intervals as {@code 0.86 (0.81 to 0.90)}. The full precision is in {@code report.json}.
 */
final class NumberFormatter {
  /** Narrow no-break space, so that a count never wraps. */
  static final char THIN_SPACE = '\u202f';

  private NumberFormatter() {}

  /** A count with thin spaces between groups of three digits. */
  static String count(long n) {
    String digits = Long.toString(Math.abs(n));
    StringBuilder out = new StringBuilder(n < 0 ? "\u2212" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        out.append(THIN_SPACE);
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  /** A proportion with two decimals, or three where two would read as 0 or 1 and it is neither. */
  static String proportion(double p) {
    return fixed(p, decimals(p));
  }

  /** An estimate with its interval, all three with the same number of decimals. */
  static String interval(double value, double low, double high, @Nullable Double goal) {
    int decimals = Math.max(decimals(value), Math.max(decimals(low), decimals(high)));
    if (goal != null
        && (blurs(value, goal, decimals)
            || blurs(low, goal, decimals)
            || blurs(high, goal, decimals))) {
      decimals = 3;
    }
    return fixed(value, decimals)
        + " ("
        + fixed(low, decimals)
        + " to "
        + fixed(high, decimals)
        + ")";
  }

  /** A small bound such as the effect of binning: one significant digit, rounded up. */
  static String upperBound(double bound) {
    if (bound <= 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(bound);
    int scale = Math.max(0, exact.scale() - exact.precision() + 1);
    return exact.setScale(scale, RoundingMode.CEILING).toPlainString();
  }

  /** A number that the plan fixed, such as a goal or a threshold, without trailing zeros. */
  static String plain(double x) {
    BigDecimal exact = BigDecimal.valueOf(x).stripTrailingZeros();
    return exact.scale() < 1 ? exact.setScale(1).toPlainString() : exact.toPlainString();
  }

  /** A performance goal, with two decimals or as many more as the plan gives. */
  static String goal(double goal) {
    BigDecimal exact = BigDecimal.valueOf(goal).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }

  private static boolean blurs(double x, double goal, int decimals) {
    return x != goal && fixed(x, decimals).equals(fixed(goal, decimals));
  }

  private static int decimals(double p) {
    boolean readsAsNone = p > 0 && p < 0.005;
    boolean readsAsAll = p < 1 && p >= 0.995;
    return readsAsNone || readsAsAll ? 3 : 2;
  }

  private static String fixed(double p, int decimals) {
    if (p > 0 && p < 0.0005) {
      return "<" + THIN_SPACE + "0.001";
    }
    if (p < 1 && p >= 0.9995) {
      return ">" + THIN_SPACE + "0.999";
    }
    return BigDecimal.valueOf(p).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
