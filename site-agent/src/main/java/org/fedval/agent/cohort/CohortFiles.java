package org.fedval.agent.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.LabelProvenance;
import org.jspecify.annotations.Nullable;

/**
 * Where a site describes its cases. The files are read anew for every cohort.
 *
 * @param labels the reference standard
 * @param rule how a label follows from its columns
 * @param provenance where all labels come from; null when each row says, or nobody
 * @param attributes the mapping of attributes; null without one
 * @param optOut the list of patients who opted out; null without one
 * @param scratch folder for sealed rows while they are needed; null for the system's
 */
public record CohortFiles(
    Path labels,
    LabelRule rule,
    @Nullable LabelProvenance provenance,
    @Nullable Path attributes,
    @Nullable Path optOut,
    @Nullable Path scratch) {

  /** Files whose rows are set aside in the system's folder of temporary files. */
  public CohortFiles(
      Path labels,
      LabelRule rule,
      @Nullable LabelProvenance provenance,
      @Nullable Path attributes,
      @Nullable Path optOut) {
    this(labels, rule, provenance, attributes, optOut, null);
  }

  /** Labels alone, one a finding. */
  public static CohortFiles of(Path labels) {
    return new CohortFiles(labels, LabelRule.SINGLE, null, null, null);
  }

  /** The same files with another folder for their sealed rows. */
  public CohortFiles withScratch(Path folder) {
    return new CohortFiles(labels, rule, provenance, attributes, optOut, folder);
  }

  /** What the subgroup attributes are here. */
  public SiteAttributes siteAttributes() throws LabelsException {
    return SiteAttributes.read(attributes, provenance);
  }

  /**
   * Checks before anything is fetched that this site can say what a cohort rule asks for.
   *
   * @throws LabelsException when it cannot, or all its labels are of another provenance
   */
  public void requireDescribes(CohortRule cohort) throws LabelsException {
    requireProvenance(cohort, siteAttributes());
  }

  /**
   * A study's cohort of this site.
   *
   * @throws LabelsException when a file cannot be used, or does not say what the study asks for
   */
  public CohortReader reader(
      DicomSource source, CohortRule cohort, List<String> findings, List<Subgroup> subgroups)
      throws LabelsException {
    SiteAttributes here = siteAttributes();
    requireProvenance(cohort, here);
    for (Subgroup subgroup : subgroups) {
      if (!SiteAttributes.KNOWN.contains(subgroup.attribute())
          && !here.mapped().contains(subgroup.attribute())) {
        throw new LabelsException(
            "The study asks for the attribute '%s', which the attributes file does not map."
                .formatted(subgroup.attribute()));
      }
    }
    OptOutList optOuts = optOut == null ? OptOutList.EMPTY : OptOutList.read(optOut);
    return new CohortReader(
        source,
        new CohortAdmission(
            ReferenceStandard.read(labels, findings, rule, here.columns(), scratch),
            cohort,
            here,
            optOuts),
        new SubgroupLevels(subgroups, here.mapped()));
  }

  /**
   * Rows of the reference standard.
   *
   * @throws LabelsException when it cannot be used for these findings
   */
  public long labelRows(List<String> findings) throws LabelsException {
    try (ReferenceStandard standard =
        ReferenceStandard.read(labels, findings, rule, siteAttributes().columns(), scratch)) {
      return standard.size();
    } catch (IOException e) {
      throw new LabelsException("The labels file at " + labels + " cannot be read.");
    }
  }

  /** A site whose labels are all of another provenance has nothing to give. */
  private static void requireProvenance(CohortRule cohort, SiteAttributes here)
      throws LabelsException {
    if (cohort.labelProvenance().isEmpty()) {
      return;
    }
    String accepted =
        String.join(", ", cohort.labelProvenance().stream().map(LabelProvenance::code).toList());
    if (!here.tellsProvenance()) {
      throw new LabelsException(
          "The study takes labels of known provenance only (%s), and agent.yaml has no reference.provenance."
              .formatted(accepted));
    }
    LabelProvenance all = here.provenanceOfAll();
    if (all != null && !cohort.labelProvenance().contains(all)) {
      throw new LabelsException(
          "The study takes labels of the provenance %s only, and those of this site are %s."
              .formatted(accepted, all.code()));
    }
  }
}
