package org.fedval.evaluation.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.fedval.evaluation.sums.WideSum;
import org.jspecify.annotations.Nullable;

/**
 * A few totals for every patient, whom any key may name. Keys that are small numbers, as a site's
 * ranks are, need no hashing. For one thread.
 */
final class PatientTotals {
  private static final int MOST_NUMBERS = 1 << 22;

  private final int width;
  private final Map<Object, WideSum[]> named = new HashMap<>();
  private @Nullable WideSum[][] numbered = new WideSum[64][];

  /**
   * @param width totals a patient
   */
  PatientTotals(int width) {
    this.width = width;
  }

  /** The totals of a patient, zeros at first; to be added to. */
  WideSum[] of(Object patient) {
    if (patient instanceof Integer) {
      int number = (Integer) patient;
      if (number >= 0 && number < MOST_NUMBERS) {
        return numbered(number);
      }
    }
    return named.computeIfAbsent(patient, k -> zeros());
  }

  private WideSum[] numbered(int number) {
    if (number >= numbered.length) {
      numbered = Arrays.copyOf(numbered, Math.max(number + 1, 2 * numbered.length));
    }
    WideSum[] totals = numbered[number];
    if (totals == null) {
      totals = zeros();
      numbered[number] = totals;
    }
    return totals;
  }

  private WideSum[] zeros() {
    WideSum[] zeros = new WideSum[width];
    Arrays.setAll(zeros, i -> new WideSum());
    return zeros;
  }

  /** Every patient's totals, in no order that matters. */
  void forEach(Consumer<WideSum[]> consumer) {
    Arrays.stream(numbered).filter(Objects::nonNull).forEach(consumer);
    named.values().forEach(consumer);
  }
}
