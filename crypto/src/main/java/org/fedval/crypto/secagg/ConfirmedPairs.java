package org.fedval.crypto.secagg;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.secagg.body.ConfirmList;

/** Leaves out sites whose key confirmations contradict those of others, never both ends. */
final class ConfirmedPairs {
  private ConfirmedPairs() {}

  /**
   * While some pair disagrees, removes the site with the most disagreements (tie: higher index), so
   * that one liar cannot take everybody else with it.
   */
  static SortedMap<Integer, ConfirmList> agreeing(SortedMap<Integer, ConfirmList> lists) {
    SortedMap<Integer, ConfirmList> kept = new TreeMap<>(lists);
    while (true) {
      int worst = -1;
      long most = 0;
      for (int site : kept.keySet()) {
        long count = disagreements(site, kept);
        if (count > 0 && count >= most) {
          worst = site;
          most = count;
        }
      }
      if (worst < 0) {
        return kept;
      }
      kept.remove(worst);
    }
  }

  private static long disagreements(int site, SortedMap<Integer, ConfirmList> lists) {
    ConfirmList own = lists.getOrDefault(site, new ConfirmList(java.util.List.of()));
    return lists.entrySet().stream()
        .filter((Map.Entry<Integer, ConfirmList> other) -> other.getKey() != site)
        .filter(other -> !own.tag(other.getKey()).equals(other.getValue().tag(site)))
        .count();
  }
}
