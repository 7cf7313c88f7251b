package org.fedval.agent.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.counters.Exclusion;

/** A data-quality record as lines for people: what is 0 is left out, but for the totals. */
public final class QualityLines {
  private final JsonNode record;
  private final List<String> lines = new ArrayList<>();

  private QualityLines(JsonNode record) {
    this.record = record;
  }

  /**
   * The lines.
   *
   * @param record as the agent wrote it, {@code fedval.data-quality/v1}
   */
  public static List<String> of(JsonNode record) {
    QualityLines text = new QualityLines(record);
    text.fill();
    return text.lines;
  }

  private void fill() {
    lines.add("Data quality, study " + record.path("study_id").asText());
    lines.add("");
    put(record.path("objects").asLong(), "files found");
    put(record.path("cases").asLong(), "cases, before their pixels are decoded");
    put(record.path("patients").asLong(), "patients among the cases");
    int totals = lines.size();
    for (Exclusion reason : Exclusion.values()) {
      String key = reason.name().toLowerCase(Locale.ROOT);
      some(
          record.path("excluded").path(key).asLong(),
          "excluded, " + reason + ": " + reason.words());
    }
    one("label_rows_without_image", "label rows without an image");
    one("repeated_label_rows", "label rows that stand twice");
    one("patient_id_mismatches", "cases whose Patient ID is not the one of the labels");
    one("patients_with_conflicting_sex", "patients with more than one sex");
    one("patients_with_conflicting_birth_date", "patients with more than one birth date");
    one("repeated_pictures", "pictures that came under more than one SOP Instance UID");
    each("missing_labels", "cases without a label for ");
    each("undecided_labels", "label rows whose readers disagree about ");
    each("unknown_levels", "cases without a value of ");
    each("unexpected_values", "cases with a value that neither plan nor mapping knows of ");
    if (lines.size() == totals) {
      lines.add("Nothing else was found.");
    }
  }

  private void one(String key, String words) {
    some(record.path(key).asLong(), words);
  }

  private void each(String key, String words) {
    record
        .path(key)
        .fields()
        .forEachRemaining(field -> some(field.getValue().asLong(), words + field.getKey()));
  }

  private void some(long n, String words) {
    if (n > 0) {
      put(n, words);
    }
  }

  private void put(long n, String words) {
    lines.add(String.format(Locale.ROOT, "%8d  %s", n, words));
  }
}
