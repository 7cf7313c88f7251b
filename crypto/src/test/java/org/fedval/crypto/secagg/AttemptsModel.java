package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Exhaustive check of several attempts at one slot with pledges, certificates that only some sites
 * see and sites that never masked. A violation is an abort certificate beside an opened unit, or
 * learned sums that span a single honest site.
 */
final class AttemptsModel {
  private static final int FREE = 0;
  private static final int BLOCKED = -1;

  private final ModelRules rules;
  private final int honest;
  private final int f;
  private final boolean completeGraph;
  private final Set<List<Object>> seen = new HashSet<>();

  AttemptsModel(ModelRules rules, int sites, int f, boolean completeGraph) {
    this.rules = rules;
    this.honest = sites - f;
    this.f = f;
    this.completeGraph = completeGraph;
  }

  private record End(int learned, boolean aborted) {}

  private static final class Violated extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violated(String what) {
      super(what, null, false, false);
    }
  }

  /** What is violated within {@code attempts} attempts, if anything. */
  Optional<String> violation(int attempts) {
    try {
      step(new int[honest], Set.of(), attempts);
      return Optional.empty();
    } catch (Violated e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  // state[i]: FREE, BLOCKED, or the set that site i is locked to.
  private void step(int[] state, Set<Integer> learned, int left) {
    int free = 0;
    for (int i = 0; i < honest; i++) {
      free |= state[i] == BLOCKED ? 0 : 1 << i;
    }
    for (int one = free; one > 0; one = (one - 1) & free) {
      int rest = free & ~one;
      for (int two = rest; two >= 0; two = two == 0 ? -1 : (two - 1) & rest) {
        if (two < one && allowed(one, state) && (two == 0 || allowed(two, state))) {
          attempt(new int[] {one, two}, state, learned, left);
        }
      }
    }
  }

  private boolean allowed(int view, int[] state) {
    if (Integer.bitCount(view) + f < Math.max(3, f + 2)) {
      return false;
    }
    for (int i = 0; i < honest; i++) {
      if ((view >> i & 1) != 0 && state[i] > 0 && !rules.mayJoin(state[i], view)) {
        return false;
      }
    }
    return true;
  }

  private void attempt(int[] views, int[] state, Set<Integer> learned, int left) {
    Set<End> second = views[1] == 0 ? Set.of(new End(0, false)) : ends(views[1], state);
    for (End a : ends(views[0], state)) {
      for (End b : second) {
        Set<Integer> next = new TreeSet<>(learned);
        next.addAll(
            java.util.stream.Stream.of(a, b).map(End::learned).filter(set -> set != 0).toList());
        if (!next.isEmpty() && ModelSpan.leaks(next, honest)) {
          throw new Violated("learned sums span a site");
        }
        if (left > 1) {
          go(after(views, state, a, b, false), next, left - 1);
          go(after(views, state, a, b, true), next, left - 1);
        }
      }
    }
  }

  private void go(int[] state, Set<Integer> learned, int left) {
    List<Integer> boxed = Arrays.stream(state).boxed().toList();
    if (seen.add(List.of(boxed, learned, left))) {
      step(state, learned, left);
    }
  }

  /** {@code neverMasked}: sites outside the survivor set had not masked and stay as they were. */
  private int[] after(int[] views, int[] state, End a, End b, boolean neverMasked) {
    int[] next = state.clone();
    for (int v = 0; v < 2; v++) {
      End end = v == 0 ? a : b;
      for (int i = 0; i < honest; i++) {
        boolean in = (views[v] >> i & 1) != 0;
        boolean outside = end.learned() != 0 && (end.learned() >> i & 1) == 0;
        if (in && !(neverMasked && outside)) {
          next[i] = stateAfter(state[i], end);
        }
      }
    }
    return next;
  }

  private int stateAfter(int before, End end) {
    if (end.learned() != 0) {
      return end.learned();
    }
    boolean bound = before > FREE || end.aborted() || rules.mayRetryWithoutCertificate();
    return bound ? before : BLOCKED;
  }

  private Set<End> ends(int view, int[] state) {
    Set<End> ends = new LinkedHashSet<>(List.of(new End(0, false)));
    int sites = Integer.bitCount(view) + f;
    int quorum = rules.votes(sites, f);
    if (quorum > sites) {
      return ends;
    }
    int abort = rules.abortVotes(sites, f);
    if (Integer.bitCount(view) + f >= abort) {
      ends.add(new End(0, true));
    }
    int needed = Math.max(0, quorum - f);
    for (int set = view; set > 0; set = (set - 1) & view) {
      int voters = voters(set, state, needed);
      if (Integer.bitCount(set) + f >= rules.survivorFloor(sites, f)
          && Integer.bitCount(voters) >= needed
          && needed <= Integer.bitCount(view)) {
        requireNoAbortBeside(view, voters, needed, abort);
        ends.add(new End(set, false));
      }
    }
    return ends;
  }

  /**
   * The fewest voters and revealers, overlapping as much as possible: the most are left to abort.
   */
  private void requireNoAbortBeside(int view, int voters, int threshold, int abort) {
    int revealers = first(voters, threshold);
    revealers |= first(view & ~voters, threshold - Integer.bitCount(revealers));
    int pledging = 0;
    for (int i = 0; i < honest; i++) {
      boolean voted = (voters >> i & 1) != 0;
      boolean revealed = (revealers >> i & 1) != 0;
      if ((view >> i & 1) != 0 && rules.mayAbort(voted, revealed, completeGraph)) {
        pledging++;
      }
    }
    if (pledging + f >= abort) {
      throw new Violated("an abort certificate beside an opened unit");
    }
  }

  private int voters(int set, int[] state, int needed) {
    int voters = 0;
    for (int i = 0; i < honest; i++) {
      if ((set >> i & 1) != 0 && (state[i] <= 0 || rules.mayVote(state[i], set))) {
        voters |= 1 << i;
      }
    }
    return first(voters, needed);
  }

  private static int first(int set, int count) {
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < 31 && bits.size() < count; i++) {
      if ((set >> i & 1) != 0) {
        bits.add(1 << i);
      }
    }
    return bits.stream().mapToInt(Integer::intValue).sum();
  }
}
