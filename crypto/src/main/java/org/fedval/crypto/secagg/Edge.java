package org.fedval.crypto.secagg;

import java.util.Comparator;

/** Two sites that share a mask; the lower index encapsulates to the higher one. */
record Edge(int low, int high) implements Comparable<Edge> {
  private static final Comparator<Edge> ORDER =
      Comparator.comparingInt(Edge::low).thenComparingInt(Edge::high);

  static Edge between(int a, int b) {
    return new Edge(Math.min(a, b), Math.max(a, b));
  }

  @Override
  public int compareTo(Edge other) {
    return ORDER.compare(this, other);
  }
}
