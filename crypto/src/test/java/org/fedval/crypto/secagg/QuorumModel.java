package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exhaustive check of two attempts at one slot against a coordinator that splits U1 into two views,
 * picks survivor sets and voters and shows certificates as it likes; f corrupt sites vote for
 * everything in every view. A violation is two certificates of one view, or learned sums that span
 * a single honest site.
 */
final class QuorumModel {
  private final ModelRules rules;
  private final int honest;
  private final int f;

  QuorumModel(ModelRules rules, int sites, int f) {
    this.rules = rules;
    this.honest = sites - f;
    this.f = f;
  }

  /** How one view ended: no certificate, an abort, or a commit to a set. */
  private record End(char kind, int set) {}

  /** The ends of both views, and which honest sites were in which. */
  private record Attempted(List<End> ends, int[] views) {
    List<Integer> learned() {
      return ends.stream().filter(end -> end.kind() == 'c').map(End::set).toList();
    }
  }

  private static final class Violated extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violated(String what) {
      super(what, null, false, false);
    }
  }

  /** What is violated, if anything. */
  Optional<String> violation() {
    try {
      Set<Map<Integer, End>> seen = new HashSet<>();
      for (Attempted first : attempts(Map.of(), 0)) {
        if (!first.learned().isEmpty() && ModelSpan.leaks(first.learned(), honest)) {
          return Optional.of("one attempt spans a site");
        }
        Map<Integer, End> ends = endBySite(first);
        if (seen.add(ends)) {
          second(first, ends);
        }
      }
      return Optional.empty();
    } catch (Violated e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  private void second(Attempted first, Map<Integer, End> ends) {
    Map<Integer, Integer> locks = new HashMap<>();
    int blocked = 0;
    for (Map.Entry<Integer, End> entry : ends.entrySet()) {
      if (entry.getValue().kind() == 'c') {
        locks.put(entry.getKey(), entry.getValue().set());
      } else if (entry.getValue().kind() == 'n' && !rules.mayRetryWithoutCertificate()) {
        blocked |= 1 << entry.getKey();
      }
    }
    for (Attempted next : attempts(locks, blocked)) {
      if (!next.learned().isEmpty()) {
        List<Integer> learned = new ArrayList<>(first.learned());
        learned.addAll(next.learned());
        if (ModelSpan.leaks(learned, honest)) {
          throw new Violated("two attempts span a site");
        }
      }
    }
  }

  private Map<Integer, End> endBySite(Attempted attempted) {
    Map<Integer, End> ends = new HashMap<>();
    for (int v = 0; v < 2; v++) {
      for (int i = 0; i < honest; i++) {
        if ((attempted.views()[v] >> i & 1) != 0) {
          ends.put(i, attempted.ends().get(v));
        }
      }
    }
    return ends;
  }

  private List<Attempted> attempts(Map<Integer, Integer> locks, int blocked) {
    List<Attempted> all = new ArrayList<>();
    int free = (1 << honest) - 1 & ~blocked;
    for (int one = free; one >= 0; one = one == 0 ? -1 : (one - 1) & free) {
      int rest = free & ~one;
      for (int two = rest; two >= 0; two = two == 0 ? -1 : (two - 1) & rest) {
        if (one < two || !joinable(one, locks) || !joinable(two, locks)) {
          continue;
        }
        for (End a : ends(one, locks)) {
          for (End b : ends(two, locks)) {
            all.add(new Attempted(List.of(a, b), new int[] {one, two}));
          }
        }
      }
    }
    return all;
  }

  private boolean joinable(int view, Map<Integer, Integer> locks) {
    return locks.entrySet().stream()
        .allMatch(e -> (view >> e.getKey() & 1) == 0 || rules.mayJoin(e.getValue(), view));
  }

  private Set<End> ends(int view, Map<Integer, Integer> locks) {
    Set<End> ends = new LinkedHashSet<>(List.of(new End('n', 0)));
    int sites = Integer.bitCount(view) + f;
    if (view == 0 || sites <= f) {
      return ends;
    }
    int commit = Math.max(0, rules.votes(sites, f) - f);
    int abort = Math.max(0, rules.abortVotes(sites, f) - f);
    Map<Integer, Integer> willing = new HashMap<>();
    for (int set = view; set > 0; set = (set - 1) & view) {
      if (Integer.bitCount(set) + f >= rules.survivorFloor(sites, f)) {
        int voters = voters(view, set, locks);
        if (Integer.bitCount(voters) >= commit) {
          willing.put(set, voters);
        }
      }
    }
    if (Integer.bitCount(view) >= abort) {
      ends.add(new End('a', 0));
    }
    willing.forEach(
        (set, voters) -> {
          if (disjoint(view, abort, voters, commit)) {
            throw new Violated("an abort and a commit of one view");
          }
          willing.forEach(
              (other, others) -> {
                if (other < set && disjoint(others, commit, voters, commit)) {
                  throw new Violated("two commits of one view");
                }
              });
          ends.add(new End('c', set));
        });
    return ends;
  }

  private int voters(int view, int set, Map<Integer, Integer> locks) {
    int candidates = rules.outsidersVote() ? view : set;
    int voters = 0;
    for (int i = 0; i < honest; i++) {
      Integer lock = locks.get(i);
      if ((candidates >> i & 1) != 0 && (lock == null || rules.mayVote(lock, set))) {
        voters |= 1 << i;
      }
    }
    return voters;
  }

  /** Whether voters for both exist although every honest site votes once. */
  private static boolean disjoint(int a, int fromA, int b, int fromB) {
    int both = Integer.bitCount(a & b);
    return Math.max(0, fromA - Integer.bitCount(a & ~b))
            + Math.max(0, fromB - Integer.bitCount(b & ~a))
        <= both;
  }
}
