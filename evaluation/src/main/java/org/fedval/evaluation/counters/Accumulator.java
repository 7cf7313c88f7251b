package org.fedval.evaluation.counters;

import java.util.BitSet;
import java.util.List;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.score.EdgeTable;
import org.jspecify.annotations.Nullable;

/**
 * Counts the cases of one site. Order does not matter: any order of the same calls, and any merge
 * of parts, freezes to the same vector. Memory grows with the number of patients, not of images.
 * For one thread; it ends with {@link #freeze()}.
 *
 * <p>Vectors of several sites add up to that of all their cases, but for the gate's second words,
 * which count sites, and for a patient seen at two sites, who counts twice.
 */
public final class Accumulator {
  private final CounterLayout layout;
  private final List<Subgroup> subgroups;
  private final int findings;
  private final PatientRegister patients;
  private final BitSet[] patientsOfCell;
  private final long[] unknownPatients;
  private final long[][] counts;
  private final EdgeTable overallEdges;
  private final EdgeTable marginalEdges;
  private final int[] firstCellOfFinding;
  private final int[] firstLevelCell;
  private boolean frozen;

  /**
   * An empty accumulator.
   *
   * @param patientDigestKey random key of 16 bytes or more; accumulators that are merged share it
   */
  public Accumulator(CounterLayout layout, byte[] patientDigestKey) {
    this.layout = layout;
    this.subgroups = layout.plan().subgroups();
    this.findings = layout.plan().findings().size();
    this.patients = new PatientRegister(patientDigestKey);
    this.overallEdges = layout.overallEdges();
    this.marginalEdges = layout.marginalEdges();
    int cells = layout.cells().size();
    patientsOfCell = new BitSet[cells];
    unknownPatients = new long[cells];
    counts = new long[cells][];
    for (int cell = 0; cell < cells; cell++) {
      patientsOfCell[cell] = new BitSet();
      counts[cell] = new long[layout.units().get(1 + cell).length()];
    }
    firstCellOfFinding =
        layout.plan().findings().stream()
            .mapToInt(f -> layout.indexOf(Cell.overall(Kind.POSITIVE, f)))
            .toArray();
    firstLevelCell = new int[subgroups.size()];
    int offset = 3;
    for (int a = 0; a < firstLevelCell.length; a++) {
      firstLevelCell[a] = offset;
      offset += 2 * subgroups.get(a).allLevels().size();
    }
  }

  /**
   * Counts an analysed image.
   *
   * @throws IllegalArgumentException if it does not fit the plan
   * @throws IllegalStateException after {@link #freeze()}
   */
  public void add(CaseRecord image) {
    checkOpen();
    checkFits(image);
    int patient = patients.number(image.patientKey());
    for (int f = 0; f < findings; f++) {
      int first = firstCellOfFinding[f];
      if (image.label(f) == ReferenceLabel.MISSING) {
        count(first + 2, patient);
      } else {
        int negative = image.label(f) == ReferenceLabel.NEGATIVE ? 1 : 0;
        countScore(first + negative, patient, overallEdges.bin(image.score(f)));
        int bin = marginalEdges.bin(image.score(f));
        for (int a = 0; a < firstLevelCell.length; a++) {
          countScore(first + firstLevelCell[a] + 2 * image.level(a) + negative, patient, bin);
        }
      }
    }
  }

  /**
   * Counts an image that is not analysed.
   *
   * @param patientKey null where the patient is not known; each such image counts as a patient of
   *     its own, so that the number of patients is never understated by lumping strangers together.
   *     Under differential privacy it is not counted, see {@link Exclusion#namesPatient}
   * @throws IllegalStateException after {@link #freeze()}
   */
  public void exclude(@Nullable String patientKey, Exclusion reason) {
    checkOpen();
    int cell = layout.indexOf(Cell.excluded(reason));
    if (layout.plan().noise() != null && (patientKey == null || !reason.namesPatient())) {
      return;
    }
    if (patientKey == null) {
      unknownPatients[cell]++;
      counts[cell][0]++;
    } else {
      count(cell, patients.number(patientKey));
    }
  }

  /**
   * Takes over the counts of another part of the same site's cases, which stays as it is. A patient
   * in both parts counts once.
   *
   * @return this
   * @throws IllegalArgumentException if the other has another layout or another digest key
   * @throws IllegalStateException if either is frozen
   */
  public Accumulator merge(Accumulator other) {
    checkOpen();
    other.checkOpen();
    if (other == this || !layout.matches(other.layout) || !patients.sharesKeyWith(other.patients)) {
      throw new IllegalArgumentException("Only two parts of one study and site can be merged.");
    }
    int[] mapping = patients.absorb(other.patients);
    for (int cell = 0; cell < counts.length; cell++) {
      BitSet known = patientsOfCell[cell];
      other.patientsOfCell[cell].stream().forEach(p -> known.set(mapping[p]));
      unknownPatients[cell] = Math.addExact(unknownPatients[cell], other.unknownPatients[cell]);
      for (int word = 0; word < counts[cell].length; word++) {
        counts[cell][word] = Math.addExact(counts[cell][word], other.counts[cell][word]);
      }
    }
    return this;
  }

  /**
   * Ends the counting.
   *
   * @throws InconsistentCountsException if a count exceeds the layout's bound
   * @throws IllegalStateException if called twice
   */
  public CounterVector freeze() {
    checkOpen();
    frozen = true;
    long[][] units = new long[1 + counts.length][];
    units[0] = new long[2 * counts.length];
    for (int cell = 0; cell < counts.length; cell++) {
      units[0][2 * cell] = patientsOfCell[cell].cardinality() + unknownPatients[cell];
      units[0][2 * cell + 1] = units[0][2 * cell] > 0 ? 1 : 0;
      units[1 + cell] = counts[cell];
    }
    return CounterVector.ofSite(layout, units);
  }

  private void countScore(int cell, int patient, int bin) {
    counts[cell][1 + bin]++;
    count(cell, patient);
  }

  private void count(int cell, int patient) {
    counts[cell][0]++;
    patientsOfCell[cell].set(patient);
  }

  private void checkOpen() {
    if (frozen) {
      throw new IllegalStateException("These counts are frozen; nothing can be added to them.");
    }
  }

  private void checkFits(CaseRecord image) {
    if (!image.hasShape(findings, subgroups.size())) {
      throw new IllegalArgumentException(
          "A case needs one score and one label a finding and one level a subgroup of the plan.");
    }
    for (int a = 0; a < subgroups.size(); a++) {
      if (image.level(a) < 0 || image.level(a) >= subgroups.get(a).allLevels().size()) {
        throw new IllegalArgumentException("A case has a level that the plan's subgroup lacks.");
      }
    }
  }
}
