package org.fedval.agent.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.jspecify.annotations.Nullable;

/**
 * Decides of every object of a source whether it is a case, by its attributes alone and under the
 * first of the reasons in the order of {@link Exclusion}; those that need pixels come later. Of two
 * objects with one SOP Instance UID the first is kept. A rule about a patient's other images takes
 * a pass of its own before. Keeps 10 to 13 bytes a label row in memory, during a pass 23 to 30
 * bytes a patient and 15 to 19 bytes an object without label row; may be used for several passes.
 */
public final class CohortReader implements Closeable {
  private final DicomSource source;
  private final CohortAdmission admission;
  private final SubgroupLevels subgroups;

  /** A cohort of a site without a mapping and without opt-outs. */
  public CohortReader(
      DicomSource source, ReferenceStandard labels, CohortRule rule, SubgroupLevels subgroups) {
    this(
        source,
        new CohortAdmission(labels, rule, SiteAttributes.of(Map.of(), null), OptOutList.EMPTY),
        subgroups);
  }

  CohortReader(DicomSource source, CohortAdmission admission, SubgroupLevels subgroups) {
    this.source = source;
    this.admission = admission;
    this.subgroups = subgroups;
  }

  /** Rows of the reference standard, with and without an image. */
  public long labelRows() {
    return admission.labels().size();
  }

  /**
   * One pass: hands each entry over in the source's order, on the calling thread.
   *
   * @return the counts of the whole pass
   */
  public DataQuality read(Consumer<? super CohortEntry> consumer) throws DicomSourceException {
    Pass pass = new Pass(PatientHistory.of(source, admission));
    source.forEach(object -> consumer.accept(pass.entry(object)));
    return pass.tally.result(admission.labels(), pass.rowsSeen.cardinality());
  }

  /** Erases what was kept of the labels; no pass can follow. */
  @Override
  public void close() throws IOException {
    admission.labels().close();
  }

  private final class Pass {
    private final PatientHistory history;
    private final QualityTally tally = new QualityTally(admission.labels().findings(), subgroups);
    private final BitSet rowsSeen = new BitSet();
    private final SeenInstances unlabelledSeen = new SeenInstances();

    Pass(PatientHistory history) {
      this.history = history;
    }

    CohortEntry entry(DicomObject object) {
      SopInstance instance;
      try {
        instance = object.read();
      } catch (DicomFault fault) {
        return excluded(object, fault.reason(), null);
      }
      CohortAdmission.Described image = admission.describe(instance);
      ReferenceStandard.Row row = image.row();
      if (!first(image)) {
        return excluded(object, Exclusion.DUPLICATE_INSTANCE, null);
      }
      Optional<Exclusion> refusal = admission.refusal(image);
      if (refusal.isPresent() && refusal.get() == Exclusion.OPT_OUT) {
        return excluded(object, Exclusion.OPT_OUT, owner(image));
      }
      if (row == null) {
        return excluded(object, Exclusion.NO_LABEL_ROW, null);
      }
      tally.see(row.patientKey(), instance);
      if (refusal.isEmpty()) {
        refusal = history.refusal(row.patientKey(), instance);
      }
      return refusal.isPresent()
          ? excluded(object, refusal.get(), owner(image))
          : included(object, image, row);
    }

    /** Whether no earlier object had this SOP Instance UID. */
    private boolean first(CohortAdmission.Described image) {
      ReferenceStandard.Row row = image.row();
      if (row == null) {
        return unlabelledSeen.first(image.instance().sopInstanceUid());
      }
      boolean first = !rowsSeen.get(row.number());
      rowsSeen.set(row.number());
      return first;
    }

    private CohortEntry included(
        DicomObject object, CohortAdmission.Described image, ReferenceStandard.Row row) {
      CohortCase admitted =
          new CohortCase(
              image.instance().sopInstanceUid(),
              row.patientKey(),
              row.labels(),
              subgroups.of(attribute -> admission.value(attribute, image).text()),
              admission.content(image));
      tally.include(
          admitted, image.instance(), attribute -> admission.value(attribute, image).expected());
      return new CohortEntry.Included(object, admitted);
    }

    private CohortEntry.@Nullable Owner owner(CohortAdmission.Described image) {
      String patient = image.patient();
      return patient == null
          ? null
          : new CohortEntry.Owner(
              image.instance().sopInstanceUid(), patient, admission.content(image));
    }

    private CohortEntry excluded(
        DicomObject object, Exclusion reason, CohortEntry.@Nullable Owner owner) {
      tally.exclude(reason);
      return new CohortEntry.Excluded(object, reason, owner);
    }
  }
}
