package org.fedval.coordinator.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fedval.coordinator.report.ResultsJson;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The report as a MeasureReport of FHIR R4 (http://hl7.org/fhir/R4/measurereport.html): a group for
 * each finding, metric, operating point and parameter with the pooled value as its measure score, a
 * stratifier for each attribute of subgroups, and a group of what was left out. What the report
 * suppresses carries the data-absent-reason {@code masked}.
 */
final class FhirReport {
  private static final String ALL = Words.ALL;
  private static final String CROSSED = " & ";

  private FhirReport() {}

  /**
   * The resource as UTF-8 JSON.
   *
   * @param digest SHA-256 of the {@code report.json} that it was made of, lower-case hex
   */
  static byte[] of(ValidationReport report, String digest) {
    ObjectNode resource = FhirElements.node();
    resource.put("resourceType", "MeasureReport");
    resource.put("language", "en");
    resource.set("extension", about(report, digest));
    ArrayNode identifiers = resource.putArray("identifier");
    identifiers
        .addObject()
        .put("system", FhirElements.URN + "study-digest")
        .put("value", report.study().digest());
    resource.put("status", "complete");
    resource.put("type", "summary");
    resource.put("measure", "urn:fedval:plan:sha256:" + report.study().planDigest());
    resource.put("date", report.generatedAt().toString());
    resource.putObject("reporter").put("display", "Fedval coordinator of " + report.roster().id());
    // When the images were taken is not a number that leaves the hospitals.
    resource.set("period", FhirElements.absent("unknown"));
    ArrayNode groups = resource.putArray("group");
    groups(report.results().estimates()).values().forEach(rows -> groups.add(group(rows)));
    if (!report.results().exclusions().isEmpty()) {
      groups.add(exclusions(report.results().exclusions()));
    }
    return ResultsJson.write(resource);
  }

  private static ArrayNode about(ValidationReport report, String digest) {
    ArrayNode extensions = JsonNodeFactory.instance.arrayNode();
    FhirElements.text(extensions, "title", report.study().title());
    FhirElements.text(extensions, "study-id", report.study().id());
    FhirElements.text(extensions, "report-digest", digest);
    ValidationReport.Bundle bundle = report.bundle();
    if (bundle != null) {
      FhirElements.text(extensions, "model", bundle.name() + " " + bundle.version());
      FhirElements.text(extensions, "model-digest", bundle.modelDigest());
    }
    extensions
        .addObject()
        .put("url", FhirElements.URN + "contributing-sites")
        .put("valueInteger", report.roster().contributingSites());
    return extensions;
  }

  /** The rows of each group, in the report's order. */
  private static Map<String, List<MetricRow>> groups(List<MetricRow> rows) {
    Map<String, List<MetricRow>> groups = new LinkedHashMap<>();
    for (MetricRow row : rows) {
      String key =
          String.join(
              "\u0000",
              row.finding(),
              row.metric(),
              String.valueOf(row.operatingPoint()),
              String.valueOf(row.parameter()));
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static ObjectNode group(List<MetricRow> rows) {
    MetricRow first = rows.get(0);
    ObjectNode group = FhirElements.node();
    ArrayNode extensions = JsonNodeFactory.instance.arrayNode();
    FhirElements.text(extensions, "finding", first.finding());
    FhirElements.text(extensions, "operating-point", first.operatingPoint());
    FhirElements.text(extensions, "parameter", first.parameter());
    rows.stream().filter(FhirReport::isOverall).forEach(row -> verdict(extensions, row));
    group.set("extension", extensions);
    group.set(
        "code",
        FhirElements.concept(
            FhirElements.URN + "metric",
            first.metric(),
            first.finding() + ": " + Words.metricAt(first.metric(), first.operatingPoint())));
    rows.stream()
        .filter(FhirReport::isOverall)
        .findFirst()
        .ifPresent(
            row -> {
              group.set("population", FhirElements.populations(row));
              group.set("measureScore", FhirElements.score(row));
            });
    ArrayNode stratifiers = stratifiers(rows);
    if (!stratifiers.isEmpty()) {
      group.set("stratifier", stratifiers);
    }
    return group;
  }

  private static boolean isOverall(MetricRow row) {
    return row.subgroup().equals(ALL);
  }

  private static void verdict(ArrayNode extensions, MetricRow row) {
    if (row.verdict() != null) {
      extensions
          .addObject()
          .put("url", FhirElements.URN + "verdict")
          .put("valueCode", row.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static ArrayNode stratifiers(List<MetricRow> rows) {
    Map<String, ArrayNode> strata = new LinkedHashMap<>();
    ArrayNode stratifiers = JsonNodeFactory.instance.arrayNode();
    for (MetricRow row : rows) {
      if (!isOverall(row)) {
        strata
            .computeIfAbsent(attributes(row.subgroup()), name -> stratifier(stratifiers, name))
            .add(stratum(row));
      }
    }
    return stratifiers;
  }

  private static ArrayNode stratifier(ArrayNode stratifiers, String name) {
    ObjectNode stratifier = stratifiers.addObject();
    stratifier.putArray("code").add(FhirElements.words(name));
    return stratifier.putArray("stratum");
  }

  private static ObjectNode stratum(MetricRow row) {
    ObjectNode stratum = FhirElements.node();
    ArrayNode extensions = JsonNodeFactory.instance.arrayNode();
    verdict(extensions, row);
    if (!extensions.isEmpty()) {
      stratum.set("extension", extensions);
    }
    List<String> parts = List.of(row.subgroup().split(CROSSED, -1));
    if (parts.size() == 1) {
      stratum.set("value", FhirElements.words(level(parts.get(0))));
    } else {
      ArrayNode components = stratum.putArray("component");
      for (String part : parts) {
        ObjectNode component = components.addObject();
        component.set("code", FhirElements.words(attribute(part)));
        component.set("value", FhirElements.words(level(part)));
      }
    }
    stratum.set("population", FhirElements.populations(row));
    stratum.set("measureScore", FhirElements.score(row));
    return stratum;
  }

  private static String attributes(String subgroup) {
    List<String> names = new ArrayList<>();
    for (String part : subgroup.split(CROSSED, -1)) {
      names.add(attribute(part));
    }
    return String.join(CROSSED, names);
  }

  private static String attribute(String part) {
    int equals = part.indexOf('=');
    return equals < 0 ? part : part.substring(0, equals);
  }

  private static String level(String part) {
    return part.substring(part.indexOf('=') + 1);
  }

  private static ObjectNode exclusions(List<PooledResults.ExclusionRow> rows) {
    ObjectNode group = FhirElements.node();
    group.set(
        "code",
        FhirElements.concept(
            FhirElements.URN + "group", "exclusions", "Images that were left out, by reason"));
    ArrayNode populations = group.putArray("population");
    for (PooledResults.ExclusionRow row : rows) {
      FhirElements.population(
          populations,
          "excluded-" + row.reason().toLowerCase(Locale.ROOT).replace('_', '-'),
          row.finding() == null ? row.words() : row.words() + ": " + row.finding(),
          row.nImages(),
          row.status());
    }
    return group;
  }
}
