package org.fedval.crypto.secagg.body;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.fedval.crypto.primitive.MalformedBody;

/** Shared limits of the bodies and the order of lists that stand for sets. */
final class Canonical {
  static final int MAX_SITES = 2000;
  static final int MAX_UNITS = 4096;
  static final int INDEX_BYTES = 2;
  static final int HASH_BYTES = 32;
  static final int SIGNATURE_BYTES = 64;

  private Canonical() {}

  /** Copies the list after checking its size and strictly ascending keys. */
  static <T, K extends Comparable<K>> List<T> set(List<T> items, int max, Function<T, K> key) {
    if (items.size() > max) {
      throw new MalformedBody("A list is longer than its limit.");
    }
    for (int n = 1; n < items.size(); n++) {
      if (key.apply(items.get(n - 1)).compareTo(key.apply(items.get(n))) >= 0) {
        throw new MalformedBody("A list is not strictly ascending.");
      }
    }
    return List.copyOf(items);
  }

  /** Position of the item with {@code key} in a list that {@link #set} checked, or below 0. */
  static <T> int find(List<T> items, ToIntFunction<T> keyOf, int key) {
    int low = 0;
    int high = items.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = keyOf.applyAsInt(items.get(middle));
      if (found == key) {
        return middle;
      }
      if (found < key) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  static int index(int index) {
    if (index < 0 || index >= MAX_SITES) {
      throw new MalformedBody("A site index is out of range.");
    }
    return index;
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new MalformedBody(sentence);
    }
  }
}
