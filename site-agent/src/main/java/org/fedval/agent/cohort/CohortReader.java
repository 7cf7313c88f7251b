package org.fedval.agent.cohort;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.jspecify.annotations.Nullable;

/**
 * Decides of every object of a source whether it is a case, by its attributes alone and under the
 * first of the reasons in the order of {@link Exclusion}; those that need pixels come later. Of two
 * objects with one SOP Instance UID the first is kept. Keeps 32 to 64 bytes an object in memory
 * during a pass; may be used for several passes.
 */
public final class CohortReader {
  private final DicomSource source;
  private final ReferenceStandard labels;
  private final CohortRule rule;
  private final SubgroupLevels subgroups;

  public CohortReader(
      DicomSource source, ReferenceStandard labels, CohortRule rule, SubgroupLevels subgroups) {
    this.source = source;
    this.labels = labels;
    this.rule = rule;
    this.subgroups = subgroups;
  }

  /**
   * One pass: hands each entry over in the source's order, on the calling thread.
   *
   * @return the counts of the whole pass
   */
  public DataQuality read(Consumer<? super CohortEntry> consumer) throws DicomSourceException {
    Pass pass = new Pass();
    source.forEach(object -> consumer.accept(pass.entry(object)));
    return pass.tally.result(labels.size() - pass.labelRowsSeen);
  }

  private final class Pass {
    private final QualityTally tally = new QualityTally(labels.findings(), subgroups);
    private final SeenInstances uids = new SeenInstances();
    private long labelRowsSeen;

    CohortEntry entry(DicomObject object) {
      SopInstance instance;
      try {
        instance = object.read();
      } catch (DicomFault fault) {
        return excluded(object, fault.reason());
      }
      if (!uids.first(instance.sopInstanceUid())) {
        return excluded(object, Exclusion.DUPLICATE_INSTANCE);
      }
      Optional<ReferenceStandard.Row> row = labels.row(instance.sopInstanceUid());
      if (row.isEmpty()) {
        return excluded(object, Exclusion.NO_LABEL_ROW);
      }
      labelRowsSeen++;
      if (!rule.admits(instance.modality())) {
        return excluded(object, Exclusion.NOT_ELIGIBLE);
      }
      CohortCase admitted =
          new CohortCase(
              instance.sopInstanceUid(),
              row.get().patientKey(),
              row.get().labels(),
              subgroups.of(instance),
              content(row.get(), instance));
      tally.include(admitted, instance);
      return new CohortEntry.Included(object, admitted);
    }

    private Sha256Digest content(ReferenceStandard.Row row, SopInstance instance) {
      FvcWriter out = FvcWriter.labelled("case-content").digest(row.content());
      for (Object attribute :
          new @Nullable Object[] {
            instance.sex(),
            instance.ageYears(),
            instance.viewPosition(),
            instance.manufacturer(),
            instance.modality(),
            instance.kvp()
          }) {
        out.u8(attribute == null ? 0 : 1)
            .vec((attribute == null ? "" : attribute.toString()).getBytes(StandardCharsets.UTF_8));
      }
      return out.hash();
    }

    private CohortEntry excluded(DicomObject object, Exclusion reason) {
      tally.exclude(reason);
      return new CohortEntry.Excluded(object, reason);
    }
  }
}
