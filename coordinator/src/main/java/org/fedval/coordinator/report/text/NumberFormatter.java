package org.fedval.coordinator.report.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people read them: at most three significant digits, thin spaces between thousands,
 * intervals as {@code 0.86 (0.81 to 0.90)}. The full precision is in {@code report.json}.
 */
public final class NumberFormatter {
  /** Narrow no-break space, so that a count never wraps. */
  public static final char THIN_SPACE = '\u202f';

  private NumberFormatter() {}

  /** A count with thin spaces between groups of three digits. */
  public static String count(long n) {
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
  public static String proportion(double p) {
    return fixed(p, decimals(p));
  }

  /** An estimate with its interval, all three with the same number of decimals. */
  public static String interval(double value, double low, double high, @Nullable Double goal) {
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

  /** Both ends of an interval of proportions. */
  public static String range(double low, double high) {
    int decimals = Math.max(decimals(low), decimals(high));
    return fixed(low, decimals) + " to " + fixed(high, decimals);
  }

  /** A value without an interval, on any scale: at most three significant digits. */
  public static String value(double x) {
    return x >= 0 && x <= 1 ? proportion(x) : signed(x, wideDecimals(x));
  }

  /** An estimate with its interval on any scale, such as a likelihood ratio or a slope. */
  public static String anyInterval(double value, double low, double high, @Nullable Double goal) {
    if (low >= 0 && high <= 1) {
      return interval(value, low, high, goal);
    }
    int decimals = wideDecimals(Math.max(Math.abs(low), Math.abs(high)));
    return signed(value, decimals)
        + " ("
        + signed(low, decimals)
        + " to "
        + signed(high, decimals)
        + ")";
  }

  /** A p-value: two significant digits, or that it is below 0.001. */
  public static String pValue(double p) {
    if (p < 0.001) {
      return "<" + THIN_SPACE + "0.001";
    }
    return BigDecimal.valueOf(p).setScale(p < 0.1 ? 3 : 2, RoundingMode.HALF_UP).toPlainString();
  }

  /** A small bound such as the effect of binning: one significant digit, rounded up. */
  public static String upperBound(double bound) {
    if (bound <= 0) {
      return "0";
    }
    BigDecimal exact = BigDecimal.valueOf(bound);
    int scale = Math.max(0, exact.scale() - exact.precision() + 1);
    return exact.setScale(scale, RoundingMode.CEILING).toPlainString();
  }

  /** A number that the plan fixed, such as a goal or a threshold, without trailing zeros. */
  public static String plain(double x) {
    BigDecimal exact = BigDecimal.valueOf(x).stripTrailingZeros();
    return exact.scale() < 1 ? exact.setScale(1).toPlainString() : exact.toPlainString();
  }

  /** A performance goal, with two decimals or as many more as the plan gives. */
  public static String goal(double goal) {
    BigDecimal exact = BigDecimal.valueOf(goal).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }

  private static int wideDecimals(double x) {
    double size = Math.abs(x);
    if (size >= 99.5) {
      return 0;
    }
    if (size >= 9.95) {
      return 1;
    }
    return size > 0 && size < 0.05 ? 3 : 2;
  }

  private static String signed(double x, int decimals) {
    BigDecimal rounded = BigDecimal.valueOf(x).setScale(decimals, RoundingMode.HALF_UP);
    return (rounded.signum() < 0 ? "\u2212" : "") + rounded.abs().toPlainString();
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
