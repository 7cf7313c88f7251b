package org.fedval.crypto.secagg;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.ConfirmList;

/** The sum of the survivors' masked vectors, and what the gate transcript repeats of each. */
final class MaskedSum {
  private final RingVector sum;
  private final SortedMap<Integer, Octets> gateBytes;
  private final SortedMap<Integer, ConfirmList> confirmLists;

  MaskedSum(
      RingVector sum,
      SortedMap<Integer, Octets> gateBytes,
      SortedMap<Integer, ConfirmList> confirmLists) {
    this.sum = sum;
    this.gateBytes = Collections.unmodifiableSortedMap(new TreeMap<>(gateBytes));
    this.confirmLists = Collections.unmodifiableSortedMap(new TreeMap<>(confirmLists));
  }

  RingVector unit(SessionTerms terms, int unit) {
    return sum.slice(terms.unitStart(unit), terms.unitLength(unit));
  }

  Octets gateBytes(int site) {
    return gateBytes.getOrDefault(site, Octets.empty());
  }

  SortedMap<Integer, ConfirmList> confirmLists() {
    return confirmLists;
  }
}
