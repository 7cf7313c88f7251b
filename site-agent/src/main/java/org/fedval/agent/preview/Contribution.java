package org.fedval.agent.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterUnit;
import org.fedval.evaluation.counters.Segment;
import org.fedval.wire.study.LockedStudy;

/**
 * The exact plaintext of one round at this site.
 *
 * @param study digest, 64 hexadecimal digits
 * @param id the study's own name
 * @param slot the round's name
 * @param withNoise whether the study's noise is in the numbers
 * @param minimumCell patients below which the study opens no cell
 * @param rows one a cell, in layout order
 * @param numbers every number by cell and statistic; empty unless asked for
 * @param leaves the bytes that go out in place of all this
 */
public record Contribution(
    String study,
    String id,
    String slot,
    boolean withNoise,
    long minimumCell,
    List<ContributionRow> rows,
    Map<String, Map<String, long[]>> numbers,
    LeavingBytes leaves) {
  public Contribution {
    rows = List.copyOf(rows);
  }

  /**
   * Lays frozen numbers out for people.
   *
   * @param slot number of the round
   * @param leaving the vector, when it is masked already
   * @param all whether every number is wanted, not only patients and images
   */
  public static Contribution of(
      LockedStudy study,
      Roster roster,
      int slot,
      FrozenSlot frozen,
      Optional<LeavingBytes> leaving,
      boolean all) {
    CounterLayout layout = study.counters(slot);
    List<long[]> units = frozen.plainUnits();
    long[] gate = units.get(0);
    List<ContributionRow> rows = new ArrayList<>();
    Map<String, Map<String, long[]>> numbers = new TreeMap<>();
    for (int g = 0; g < layout.cells().size(); g++) {
      Cell cell = layout.cells().get(g);
      CounterUnit unit = layout.units().get(1 + g);
      long[] words = units.get(1 + g);
      long patients = gate[2 * g];
      rows.add(
          new ContributionRow(
              cell.name(),
              patients,
              gate[2 * g + 1],
              words[0],
              words.length - 1,
              ContributionRow.mark(patients, study.definition().minCell())));
      if (all) {
        numbers.put(cell.name(), segments(unit, words));
      }
    }
    return new Contribution(
        study.definition().hash().hex(),
        study.definition().studyId(),
        LockedStudy.slotName(slot),
        study.definition().privacy().on(),
        study.definition().minCell(),
        rows,
        numbers,
        leaving.orElseGet(() -> LeavingBytes.notMasked(length(study, roster, slot, units))));
  }

  private static Map<String, long[]> segments(CounterUnit unit, long[] words) {
    Map<String, long[]> named = new TreeMap<>();
    for (Segment segment : unit.segments()) {
      long[] part = new long[segment.length()];
      System.arraycopy(words, segment.offset(), part, 0, part.length);
      named.put(segment.statistic().code(), part);
    }
    return named;
  }

  private static long length(LockedStudy study, Roster roster, int slot, List<long[]> units) {
    long words = units.stream().mapToLong(unit -> unit.length).sum();
    int width = SessionTerms.ringBitsFor(roster, study.definition(), study.layout(slot)).bytes();
    return Math.multiplyExact(words, width);
  }

  @Override
  public String toString() {
    return "Contribution[" + study + "]";
  }
}
