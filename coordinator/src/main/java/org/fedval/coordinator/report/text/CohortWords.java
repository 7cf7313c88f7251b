package org.fedval.coordinator.report.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.wire.study.LabelProvenance;

/** Which images a study admits, and what labels, in plain words (STARD items 6 and 10). */
public final class CohortWords {
  private static final String PROVENANCE = "label_provenance";

  private CohortWords() {}

  /** One sentence or more on who was eligible. */
  public static String eligibility(List<String> rules) {
    List<String> words = new ArrayList<>();
    for (String rule : rules) {
      if (!name(rule).equals(PROVENANCE)) {
        words.add(words(name(rule), value(rule)));
      }
    }
    return words.isEmpty()
        ? "Every image with a reference label was eligible."
        : "Eligible were images with a reference label, "
            + String.join("; ", words)
            + ". Whatever an image does not state fits no rule that asks for it.";
  }

  /** Where the labels may come from. */
  public static String provenance(List<String> rules) {
    for (String rule : rules) {
      if (name(rule).equals(PROVENANCE)) {
        List<String> kinds =
            Arrays.stream(value(rule).split(",")).map(CohortWords::provenanceWords).toList();
        return "Each hospital states where its labels come from, and nobody checked it. The plan"
            + " takes these kinds alone: "
            + String.join("; ", kinds)
            + ".";
      }
    }
    return "Each hospital used its own labels; the plan sets no condition on where they come from.";
  }

  private static String provenanceWords(String code) {
    return LabelProvenance.of(code).map(LabelProvenance::words).orElse(code);
  }

  private static String words(String name, String value) {
    return switch (name) {
      case "modalities" -> "of modality " + either(value);
      case "sop_classes" -> "of SOP class " + either(value);
      case "views" -> "in view " + either(value);
      case "age" -> range("patient aged ", value, " years or more", "under ", " years");
      case "study_dates" -> range("taken ", value, " or later", "", " or earlier");
      case "prior_images" ->
          value.equals("first_only")
              ? "without an earlier image of the patient"
              : "with an earlier image of the patient";
      case "images_per_patient" -> "the " + value + " such image of each patient";
      default -> name + " " + value;
    };
  }

  private static String range(
      String before, String value, String fromWords, String toBefore, String toWords) {
    int dots = value.indexOf("..");
    if (dots < 0) {
      return before + value;
    }
    List<String> ends = new ArrayList<>();
    String from = value.substring(0, dots);
    String to = value.substring(dots + 2);
    if (!from.isEmpty()) {
      ends.add(from + fromWords);
    }
    if (!to.isEmpty()) {
      ends.add(toBefore + to + toWords);
    }
    return before + String.join(" and ", ends);
  }

  private static String either(String list) {
    String[] items = list.split(",");
    if (items.length == 1) {
      return list;
    }
    String most = String.join(", ", Arrays.copyOf(items, items.length - 1));
    return most + " or " + items[items.length - 1];
  }

  private static String name(String rule) {
    int equals = rule.indexOf('=');
    return equals < 0 ? rule : rule.substring(0, equals);
  }

  private static String value(String rule) {
    return rule.substring(rule.indexOf('=') + 1);
  }
}
