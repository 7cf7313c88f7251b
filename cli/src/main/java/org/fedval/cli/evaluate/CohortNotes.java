package org.fedval.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.fedval.wire.study.CohortRule;

/** What a local evaluation did not apply of a plan's cohort rule, in sentences. */
final class CohortNotes {
  private CohortNotes() {}

  static List<String> of(CohortRule rule, KnownImages known) {
    List<String> notes = new ArrayList<>();
    if (!known.tellsModality() && !rule.modalities().isEmpty()) {
      notes.add(
          "No column modality stands in the attributes: the plan's cohort rule is not applied.");
    }
    List<String> ofImages = new ArrayList<>();
    List<String> ofSites = new ArrayList<>();
    for (String text : rule.further()) {
      String name = text.substring(0, text.indexOf('='));
      boolean needsSite =
          name.equals("label_provenance")
              || name.equals("prior_images")
              || name.equals("images_per_patient");
      (needsSite ? ofSites : ofImages).add(name);
    }
    if (!ofImages.isEmpty() && !known.tellsRefusals()) {
      notes.add(
          "No column cohort_rule stands in the attributes, as 'fedval infer --plan' writes it: the"
              + " plan's cohort rules "
              + String.join(", ", ofImages)
              + " are not applied.");
    }
    if (!ofSites.isEmpty()) {
      notes.add(
          "The plan's cohort rules "
              + String.join(", ", ofSites)
              + " are applied by the sites' agents only: leave out the images that they refuse.");
    }
    return notes;
  }
}
