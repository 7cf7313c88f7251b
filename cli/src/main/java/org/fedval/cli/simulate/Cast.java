package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which sites are lost and which lie, from the seed. A lost site deals its shares and is never
 * heard of again.
 */
record Cast(SortedSet<Integer> lost, SortedMap<Integer, Liar> liars) {
  Cast {
    lost = Collections.unmodifiableSortedSet(new TreeSet<>(lost));
    liars = Collections.unmodifiableSortedMap(new TreeMap<>(liars));
  }

  /** Draws both; liars take the kinds of lie in turn, starting at one that the seed chooses. */
  static Cast draw(SimulationPlan plan, SimulatedStudy study) {
    Random dice = new Random(plan.seed());
    List<Integer> order = new ArrayList<>(IntStream.range(0, plan.sites()).boxed().toList());
    Collections.shuffle(order, dice);
    Set<Integer> lost = Set.copyOf(order.subList(0, plan.lost()));
    List<Lie> lies = plan.lies();
    int first = dice.nextInt(lies.size());
    SortedMap<Integer, Liar> liars = new TreeMap<>();
    for (int n = 0; n < plan.liars(); n++) {
      int site = order.get(plan.lost() + n);
      Lie lie = lies.get((first + n) % lies.size());
      liars.put(
          site,
          new Liar(
              site,
              lie,
              study.identity(site),
              plan.sites(),
              SimulatedStudy.faults(plan.sites()),
              plan.seed()));
    }
    return new Cast(new TreeSet<>(lost), liars);
  }

  /** Whether anything is heard of a site in a phase. */
  boolean answers(int site, Phase phase, int attempt) {
    if (lost.contains(site) && (attempt > 1 || phase.compareTo(Phase.MASK) >= 0)) {
      return false;
    }
    Liar liar = liars.get(site);
    return liar == null || !liar.isSilent(phase);
  }
}
