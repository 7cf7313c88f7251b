package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.fedval.evaluation.score.ScoreKey;

/** The images of a case table, patient by patient. */
final class PatientOrder {
  private final int[] images;
  private final int[] starts;

  PatientOrder(CaseTable cases) {
    starts = new int[cases.patients() + 1];
    for (int i = 0; i < cases.size(); i++) {
      starts[cases.patient(i) + 1]++;
    }
    for (int p = 0; p < cases.patients(); p++) {
      starts[p + 1] += starts[p];
    }
    int[] next = starts.clone();
    images = new int[cases.size()];
    for (int i = 0; i < cases.size(); i++) {
      images[next[cases.patient(i)]++] = i;
    }
  }

  int patients() {
    return starts.length - 1;
  }

  /** The k-th image in patient order. */
  int image(int k) {
    return images[k];
  }

  int start(int patient) {
    return starts[patient];
  }

  int end(int patient) {
    return starts[patient + 1];
  }

  /**
   * A rank for each patient that depends on the scores and labels of one finding alone, not on
   * names or on the order in which images came: patients that compare as equal are exchangeable.
   */
  int[] ranks(CaseTable cases, int finding) {
    long[][] contents = new long[patients()][];
    List<Integer> order = new ArrayList<>();
    for (int p = 0; p < patients(); p++) {
      long[] content = new long[2 * (end(p) - start(p))];
      for (int k = start(p); k < end(p); k++) {
        int image = image(k);
        int at = 2 * (k - start(p));
        content[at] = ScoreKey.of(cases.score(image, finding));
        content[at + 1] =
            cases.isMissing(image, finding) ? 2 : cases.isPositive(image, finding) ? 1 : 0;
      }
      contents[p] = sortedPairs(content);
      order.add(p);
    }
    order.sort(Comparator.comparing(p -> contents[p], Arrays::compare));
    int[] ranks = new int[patients()];
    for (int r = 0; r < order.size(); r++) {
      ranks[order.get(r)] = r;
    }
    return ranks;
  }

  private static long[] sortedPairs(long[] content) {
    if (content.length <= 2) {
      return content;
    }
    List<long[]> pairs = new ArrayList<>();
    for (int i = 0; i < content.length; i += 2) {
      pairs.add(new long[] {content[i], content[i + 1]});
    }
    pairs.sort(Arrays::compare);
    return pairs.stream().flatMapToLong(Arrays::stream).toArray();
  }
}
