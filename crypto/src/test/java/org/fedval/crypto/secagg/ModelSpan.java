package org.fedval.crypto.secagg;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Whether one honest site's vector can be computed from sums over sets of sites. */
final class ModelSpan {
  private static final Map<Set<Integer>, Boolean> KNOWN = new ConcurrentHashMap<>();

  private ModelSpan() {}

  /** Whether a unit vector lies in the rational span of the sets' indicator vectors. */
  static boolean leaks(Collection<Integer> sets, int honest) {
    Set<Integer> distinct = new TreeSet<>(sets);
    Boolean known = KNOWN.get(distinct);
    if (known == null) {
      known = reduce(distinct, honest);
      KNOWN.put(distinct, known);
    }
    return known;
  }

  // Fraction-free Gauss-Jordan; a reduced row with one entry is a multiple of a unit vector.
  private static boolean reduce(Set<Integer> sets, int honest) {
    List<BigInteger[]> rows = new ArrayList<>();
    for (int set : sets) {
      BigInteger[] row = new BigInteger[honest];
      for (int i = 0; i < honest; i++) {
        row[i] = BigInteger.valueOf(set >> i & 1);
      }
      rows.add(row);
    }
    int pivot = 0;
    for (int column = 0; column < honest && pivot < rows.size(); column++) {
      int found = pivot;
      while (found < rows.size() && rows.get(found)[column].signum() == 0) {
        found++;
      }
      if (found == rows.size()) {
        continue;
      }
      BigInteger[] lead = rows.get(found);
      rows.set(found, rows.get(pivot));
      rows.set(pivot, lead);
      for (int r = 0; r < rows.size(); r++) {
        BigInteger[] row = rows.get(r);
        BigInteger factor = row[column];
        if (r != pivot && factor.signum() != 0) {
          for (int i = 0; i < honest; i++) {
            row[i] = row[i].multiply(lead[column]).subtract(factor.multiply(lead[i]));
          }
        }
      }
      pivot++;
    }
    return rows.subList(0, pivot).stream()
        .anyMatch(row -> java.util.Arrays.stream(row).filter(x -> x.signum() != 0).count() == 1);
  }
}
