package org.fedval.coordinator.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.jspecify.annotations.Nullable;

/**
 * The small elements of FHIR R4 (http://hl7.org/fhir/R4/datatypes.html) that a report is made of.
 */
final class FhirElements {
  /** What every name of ours begins with; {@code docs/report-format.md} lists them. */
  static final String URN = "urn:fedval:fhir:";

  /** http://hl7.org/fhir/R4/extension-data-absent-reason.html. */
  static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";
  private static final double LEVEL = 0.95;

  private FhirElements() {}

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A CodeableConcept of one coding with its words. */
  static ObjectNode concept(String system, String code, String text) {
    ObjectNode concept = node();
    concept.putArray("coding").addObject().put("system", system).put("code", code);
    return concept.put("text", text);
  }

  /** A CodeableConcept in words alone. */
  static ObjectNode words(String text) {
    return node().put("text", text);
  }

  /** An element that says why it has no value. */
  static ObjectNode absent(String reason) {
    ObjectNode element = node();
    element.putArray("extension").addObject().put("url", ABSENT).put("valueCode", reason);
    return element;
  }

  /** The code of the value set data-absent-reason for a number that the report does not give. */
  static String reason(Status status) {
    switch (status) {
      case SUPPRESSED:
        return "masked";
      case NOT_ESTIMABLE:
        return "not-applicable";
      case OK:
        return "unsupported";
    }
    throw new AssertionError("a status without a reason");
  }

  /** A population with its size, or why the size is not told. */
  static void population(
      ArrayNode populations, String code, String text, @Nullable Long count, Status status) {
    ObjectNode population = populations.addObject();
    boolean standard = code.equals("initial-population");
    population.set("code", concept(standard ? POPULATION : URN + "population", code, text));
    if (count == null) {
      population.set("_count", absent(status == Status.OK ? "unknown" : reason(status)));
    } else if (count > Integer.MAX_VALUE) {
      // a FHIR integer has 32 bits
      population.set("_count", absent("unsupported"));
    } else {
      population.put("count", count.intValue());
    }
  }

  /** The images behind a row. */
  static ArrayNode populations(MetricRow row) {
    ArrayNode populations = JsonNodeFactory.instance.arrayNode();
    population(populations, "initial-population", "Images analysed", row.nCases(), row.status());
    if (row.nPatients() != null) {
      population(populations, "patients", "Patients", row.nPatients(), row.status());
    }
    population(populations, "positive", "Images with the finding", row.nPositive(), row.status());
    population(
        populations, "negative", "Images without the finding", row.nNegative(), row.status());
    return populations;
  }

  /** A row's value as a Quantity without dimension, with its interval as an extension. */
  static ObjectNode score(MetricRow row) {
    if (row.value() == null) {
      return absent(reason(row.status()));
    }
    ObjectNode score = node();
    if (row.ciLow() != null && row.ciHigh() != null) {
      ObjectNode interval = score.putArray("extension").addObject();
      interval.put("url", URN + "confidence-interval");
      ArrayNode parts = interval.putArray("extension");
      parts.addObject().put("url", "low").put("valueDecimal", row.ciLow());
      parts.addObject().put("url", "high").put("valueDecimal", row.ciHigh());
      parts.addObject().put("url", "level").put("valueDecimal", LEVEL);
      if (row.ciMethod() != null) {
        parts.addObject().put("url", "method").put("valueCode", row.ciMethod());
      }
    }
    return score
        .put("value", row.value())
        .put("system", "http://unitsofmeasure.org")
        .put("code", "1");
  }

  /** An extension of ours with a text, left out when there is none. */
  static void text(ArrayNode extensions, String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      extensions.addObject().put("url", URN + name).put("valueString", text);
    }
  }
}
