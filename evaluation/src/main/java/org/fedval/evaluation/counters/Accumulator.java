package org.fedval.evaluation.counters;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/**
 * Collects the cases of one site. Order does not matter: any order of the same calls, and any merge
 * of parts, counts to the same vector. Memory is 26 to 33 bytes a patient and that of {@link
 * CaseTable} an image. For one thread; it ends with {@link #cases()}.
 *
 * <p>Vectors of several sites add up to that of all their cases, but for the gate's second words,
 * which count sites, for sums that are defined a site, and for a patient seen at two sites, who
 * counts twice.
 */
public final class Accumulator {
  private final CounterLayout layout;
  private final List<Subgroup> subgroups;
  private final int findings;
  private final PatientRegister patients;
  private final CaseTable cases;
  private final Map<Exclusion, BitSet> patientsLeftOut = new EnumMap<>(Exclusion.class);
  private final Map<Exclusion, long[]> strangersAndImages = new EnumMap<>(Exclusion.class);
  private boolean frozen;

  /**
   * An empty accumulator.
   *
   * @param layout of the first slot
   * @param patientDigestKey random key of 16 bytes or more; accumulators that are merged share it
   */
  public Accumulator(CounterLayout layout, byte[] patientDigestKey) {
    this.layout = layout;
    this.subgroups = layout.plan().subgroups();
    this.findings = layout.plan().findings().size();
    this.patients = new PatientRegister(patientDigestKey);
    this.cases = new CaseTable(findings, subgroups.size());
    for (Exclusion reason : Exclusion.values()) {
      patientsLeftOut.put(reason, new BitSet());
      strangersAndImages.put(reason, new long[2]);
    }
  }

  /**
   * Counts an analysed image.
   *
   * @throws IllegalArgumentException if it does not fit the plan
   * @throws IllegalStateException after {@link #cases()}
   */
  public void add(CaseRecord image) {
    checkOpen();
    checkFits(image);
    cases.add(patients.number(image.patientKey()), image);
  }

  /**
   * Counts an image that is not analysed.
   *
   * @param patientKey null where the patient is not known; each such image counts as a patient of
   *     its own, so that the number of patients is never understated by lumping strangers together.
   *     Under differential privacy it is not counted, see {@link Exclusion#namesPatient}
   * @throws IllegalStateException after {@link #cases()}
   */
  public void exclude(@Nullable String patientKey, Exclusion reason) {
    checkOpen();
    if (layout.plan().noise() != null && (patientKey == null || !reason.namesPatient())) {
      return;
    }
    long[] totals = strangersAndImages.getOrDefault(reason, new long[2]);
    if (patientKey == null) {
      totals[0]++;
    } else {
      patientsLeftOut.getOrDefault(reason, new BitSet()).set(patients.number(patientKey));
    }
    totals[1]++;
  }

  /**
   * Takes over the cases of another part of the same site, which stays as it is. A patient in both
   * parts counts once.
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
    cases.addAll(other.cases, mapping);
    for (Exclusion reason : Exclusion.values()) {
      BitSet known = patientsLeftOut.getOrDefault(reason, new BitSet());
      BitSet more = other.patientsLeftOut.getOrDefault(reason, new BitSet());
      more.stream().forEach(p -> known.set(mapping[p]));
      long[] totals = strangersAndImages.getOrDefault(reason, new long[2]);
      long[] others = other.strangersAndImages.getOrDefault(reason, new long[2]);
      totals[0] = Math.addExact(totals[0], others[0]);
      totals[1] = Math.addExact(totals[1], others[1]);
    }
    return this;
  }

  /**
   * Ends the collection.
   *
   * @throws IllegalStateException if called twice
   */
  public CaseTable cases() {
    checkOpen();
    frozen = true;
    for (Exclusion reason : Exclusion.values()) {
      long[] totals = strangersAndImages.getOrDefault(reason, new long[2]);
      BitSet known = patientsLeftOut.getOrDefault(reason, new BitSet());
      cases.setExcluded(reason, known.cardinality() + totals[0], totals[1]);
    }
    return cases;
  }

  /**
   * Ends the collection and counts the first slot.
   *
   * @throws InconsistentCountsException if a count exceeds the layout's bound
   * @throws IllegalStateException if called twice
   */
  public CounterVector freeze() {
    return SlotCounts.first(layout, cases());
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
