package org.fedval.crypto.secagg;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
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
    SortedMap<Integer, Set<Integer>> against = disagreements(lists);
    while (true) {
      int worst = -1;
      int most = 0;
      for (Map.Entry<Integer, Set<Integer>> site : against.entrySet()) {
        int count = site.getValue().size();
        if (count > 0 && count >= most) {
          worst = site.getKey();
          most = count;
        }
      }
      if (worst < 0) {
        return kept;
      }
      int left = worst;
      kept.remove(left);
      against.remove(left);
      against.values().forEach(others -> others.remove(left));
    }
  }

  // Per site the others that disagree with it; a tag that only one of the two has is disagreement.
  private static SortedMap<Integer, Set<Integer>> disagreements(
      SortedMap<Integer, ConfirmList> lists) {
    SortedMap<Integer, Map<Integer, Octets>> tags = new TreeMap<>();
    lists.forEach((site, list) -> tags.put(site, byPeer(list)));
    SortedMap<Integer, Set<Integer>> against = new TreeMap<>();
    tags.forEach(
        (site, own) ->
            own.forEach(
                (peer, tag) -> {
                  Map<Integer, Octets> theirs = tags.get(peer);
                  if (theirs != null
                      && !peer.equals(site)
                      && !Objects.equals(tag, theirs.get(site))) {
                    against.computeIfAbsent(site, s -> new HashSet<>()).add(peer);
                    against.computeIfAbsent(peer, s -> new HashSet<>()).add(site);
                  }
                }));
    return against;
  }

  private static Map<Integer, Octets> byPeer(ConfirmList list) {
    Map<Integer, Octets> tags = new HashMap<>();
    list.tags().forEach(tag -> tags.put(tag.peer(), tag.value()));
    return tags;
  }
}
