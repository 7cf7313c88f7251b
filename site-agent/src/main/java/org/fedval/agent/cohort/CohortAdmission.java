package org.fedval.agent.cohort;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.CohortRule;
import org.fedval.wire.study.LabelProvenance;
import org.jspecify.annotations.Nullable;

/** Judges an image by its own attributes, label row and patient, not by other images. */
record CohortAdmission(
    ReferenceStandard labels, CohortRule rule, SiteAttributes attributes, OptOutList optOuts) {

  /** An image with what the site's files say of it. */
  record Described(SopInstance instance, ReferenceStandard.@Nullable Row row) {
    /** The patient of the labels, else of the image; null when neither says. */
    @Nullable String patient() {
      return row == null ? instance.patientId() : row.patientKey();
    }

    @Override
    public String toString() {
      return "Described";
    }
  }

  Described describe(SopInstance instance) {
    return new Described(instance, labels.row(instance.sopInstanceUid()).orElse(null));
  }

  /** The first reason against the image; empty when it may be a case. */
  Optional<Exclusion> refusal(Described image) {
    if (optedOut(image)) {
      return Optional.of(Exclusion.OPT_OUT);
    }
    return image.row() == null
        ? Optional.of(Exclusion.NO_LABEL_ROW)
        : rule.refusal(
            new CohortRule.Image(
                image.instance().modality(),
                image.instance().sopClassUid(),
                value(SiteAttributes.VIEW, image).text(),
                years(value(SiteAttributes.AGE, image).text()),
                image.instance().studyDate(),
                provenance(value(SiteAttributes.PROVENANCE, image).text())));
  }

  boolean optedOut(Described image) {
    return optOuts.holds(image.patient()) || optOuts.holds(image.instance().patientId());
  }

  /** Whether the image is of the kind that the study is about. */
  boolean isOfTheKind(SopInstance instance) {
    return rule.admits(instance.modality()) && rule.admitsSopClass(instance.sopClassUid());
  }

  AttributeValue value(String attribute, Described image) {
    ReferenceStandard.Row row = image.row();
    return attributes.value(attribute, image.instance(), row == null ? Map.of() : row.further());
  }

  /** The whole label row, and every attribute that a plan can ask for, mapped and as it stands. */
  Sha256Digest content(Described image) {
    ReferenceStandard.Row row = image.row();
    FvcWriter out = FvcWriter.labelled("case-content");
    out.digest(row == null ? Sha256Digest.ZERO : row.content());
    put(out, image.instance().sopClassUid());
    put(out, image.instance().studyDate());
    for (String attribute : attributes.names()) {
      put(out, attribute);
      put(out, SiteAttributes.inImage(attribute, image.instance()));
      put(out, value(attribute, image).text());
    }
    return out.hash();
  }

  private static void put(FvcWriter out, @Nullable Object value) {
    out.u8(value == null ? 0 : 1)
        .vec((value == null ? "" : value.toString()).getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable Integer years(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,3}") ? Integer.valueOf(text) : null;
  }

  private static @Nullable LabelProvenance provenance(@Nullable String text) {
    return text == null ? null : LabelProvenance.of(text).orElse(null);
  }

  @Override
  public String toString() {
    return "CohortAdmission";
  }
}
