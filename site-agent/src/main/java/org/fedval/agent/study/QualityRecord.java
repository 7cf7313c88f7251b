package org.fedval.agent.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fedval.agent.cohort.DataQuality;
import org.fedval.agent.config.AgentHome;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;

/**
 * What a cohort pass found of the site's own data, for its own people: counts only, no patient, and
 * nothing of it is ever sent.
 *
 * @param repeatedPictures pictures that were the same as an earlier one under another UID
 */
record QualityRecord(DataQuality quality, long repeatedPictures) {
  static final String SCHEMA = "fedval.data-quality/v1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes the record of one study, whole or not at all, readable by the agent's user alone.
   *
   * @param studyId the study's own name, as in its plan
   * @return the file
   */
  Path write(AgentHome home, Sha256Digest study, String studyId) throws IOException {
    Path file = home.dataQuality().resolve(study.hex() + ".json");
    PrivateFiles.write(file, JSON.writeValueAsBytes(fields(study, studyId)));
    return file;
  }

  /** What is worth telling at once; empty when the data is as it should be. */
  String sentence() {
    StringBuilder words = new StringBuilder();
    if (repeatedPictures > 0) {
      words
          .append(counted(repeatedPictures, "picture", "pictures"))
          .append(" came under more than one SOP Instance UID. ");
    }
    if (quality.labelRowsWithoutImage() > 0) {
      words
          .append(counted(quality.labelRowsWithoutImage(), "label row has", "label rows have"))
          .append(" no image. ");
    }
    long conflicts = quality.conflictingSex() + quality.conflictingBirthDate();
    if (conflicts > 0) {
      words.append("Some patients have more than one sex or birth date. ");
    }
    if (quality.unexpectedValues().values().stream().anyMatch(n -> n > 0)) {
      words.append("Some attributes have values that neither plan nor mapping knows. ");
    }
    return words.toString().strip();
  }

  private Map<String, Object> fields(Sha256Digest study, String studyId) {
    Map<String, Long> excluded = new LinkedHashMap<>();
    quality
        .excluded()
        .forEach((reason, n) -> excluded.put(reason.name().toLowerCase(Locale.ROOT), n));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schema", SCHEMA);
    fields.put("study", study.hex());
    fields.put("study_id", studyId);
    fields.put("objects", quality.objects());
    fields.put("cases", quality.cases());
    fields.put("patients", quality.patients());
    fields.put("excluded", excluded);
    fields.put("label_rows_without_image", quality.labelRowsWithoutImage());
    fields.put("repeated_label_rows", quality.repeatedLabelRows());
    fields.put("patient_id_mismatches", quality.patientIdMismatches());
    fields.put("patients_with_conflicting_sex", quality.conflictingSex());
    fields.put("patients_with_conflicting_birth_date", quality.conflictingBirthDate());
    fields.put("missing_labels", quality.missingLabels());
    fields.put("undecided_labels", quality.undecidedLabels());
    fields.put("unknown_levels", quality.unknownLevels());
    fields.put("unexpected_values", quality.unexpectedValues());
    fields.put("repeated_pictures", repeatedPictures);
    return fields;
  }

  private static String counted(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }
}
