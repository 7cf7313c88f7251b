package org.fedval.evaluation.meta;

/** The polynomial of degree 4 through five values at -2, -1, 0, 1, 2. */
record Quartic(double c0, double c1, double c2, double c3, double c4) {
  private static final int STEPS = 60;

  static Quartic through(double a, double b, double c, double d, double e) {
    return new Quartic(
        c,
        (a - 8 * b + 8 * d - e) / 12,
        (-a + 16 * b - 30 * c + 16 * d - e) / 24,
        (-a + 2 * b - 2 * d + e) / 12,
        (a - 4 * b + 6 * c - 4 * d + e) / 24);
  }

  double at(double u) {
    return c0 + u * (c1 + u * (c2 + u * (c3 + u * c4)));
  }

  private double slope(double u) {
    return c1 + u * (2 * c2 + u * (3 * c3 + u * 4 * c4));
  }

  /** Where the slope turns from up to down between two places; the higher place if it does not. */
  double top(double from, double to) {
    if (!(slope(from) > 0 && slope(to) < 0)) {
      return at(from) >= at(to) ? from : to;
    }
    double low = from;
    double high = to;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (slope(middle) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Where it falls to a value between two places; it is above at the first, not at the second. */
  double fallsTo(double value, double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (at(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
