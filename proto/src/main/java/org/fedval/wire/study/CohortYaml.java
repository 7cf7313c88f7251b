package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fedval.wire.study.CohortRule.AgeRange;
import org.fedval.wire.study.CohortRule.DateRange;
import org.fedval.wire.study.CohortRule.ImagesPerPatient;
import org.fedval.wire.study.CohortRule.PriorImages;
import org.jspecify.annotations.Nullable;

/** The section {@code cohort} of a plan: which images belong. */
final class CohortYaml {
  private static final String AT = "/cohort/";

  private CohortYaml() {}

  /** The rule of a plan without faults. */
  static CohortRule of(JsonNode root) {
    JsonNode rule = root.path("cohort");
    JsonNode age = rule.path("age");
    JsonNode dates = rule.path("study_dates");
    return new CohortRule(
        each(rule.path("modalities"), text -> text),
        each(rule.path("sop_classes"), text -> text),
        each(rule.path("views"), text -> text),
        age.isMissingNode() ? null : new AgeRange(years(age.path("from")), years(age.path("to"))),
        dates.isMissingNode() ? null : new DateRange(day(dates, "from"), day(dates, "to")),
        each(rule.path("label_provenance"), code -> LabelProvenance.of(code).orElseThrow()),
        PriorImages.valueOf(word(rule, "prior_images", PriorImages.ANY)),
        ImagesPerPatient.valueOf(word(rule, "images_per_patient", ImagesPerPatient.ALL)));
  }

  /** What the schema cannot say of the section. */
  static List<PlanFault> faults(JsonNode root) {
    List<PlanFault> faults = new ArrayList<>();
    JsonNode rule = root.path("cohort");
    Set<String> views = new HashSet<>();
    for (int i = 0; i < rule.path("views").size(); i++) {
      if (!views.add(StudyChecks.fold(rule.path("views").get(i).textValue()))) {
        faults.add(
            new PlanFault(
                AT + "views/" + i,
                "this view is listed twice; case and extra spaces do not count."));
      }
    }
    JsonNode age = rule.path("age");
    if (age.has("from")
        && age.has("to")
        && age.path("from").intValue() >= age.path("to").intValue()) {
      faults.add(
          new PlanFault(AT + "age", "'from' must lie below 'to': 'to' itself is not inside."));
    }
    JsonNode dates = rule.path("study_dates");
    for (String end : List.of("from", "to")) {
      if (dates.has(end) && parse(dates.path(end).textValue()).isEmpty()) {
        faults.add(
            new PlanFault(
                AT + "study_dates/" + end,
                Found.quoted(dates.path(end).textValue()) + " is not a day of the calendar."));
      }
    }
    if (faults.isEmpty() && dates.has("from") && dates.has("to")) {
      LocalDate from = LocalDate.parse(dates.path("from").textValue());
      if (LocalDate.parse(dates.path("to").textValue()).isBefore(from)) {
        faults.add(new PlanFault(AT + "study_dates", "'to' must not lie before 'from'."));
      }
    }
    return faults;
  }

  /** The word of a constant in a plan. */
  static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String word(JsonNode rule, String key, Enum<?> otherwise) {
    return rule.path(key).asText(otherwise.name()).toUpperCase(Locale.ROOT);
  }

  private static @Nullable Integer years(JsonNode number) {
    return number.isMissingNode() ? null : (Integer) number.intValue();
  }

  private static @Nullable LocalDate day(JsonNode range, String end) {
    return range.has(end) ? LocalDate.parse(range.path(end).textValue()) : null;
  }

  private static Optional<LocalDate> parse(String day) {
    try {
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  private static <T> List<T> each(JsonNode list, Function<String, T> item) {
    List<T> items = new ArrayList<>();
    list.forEach(entry -> items.add(item.apply(entry.textValue())));
    return items;
  }
}
