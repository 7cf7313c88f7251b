package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operating points of a plan: each a name, or a name with the threshold that it must have. */
final class PlanPoints {
  private PlanPoints() {}

  static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(entry -> names.add(name(entry)));
    return names;
  }

  static Map<String, Double> thresholds(JsonNode list) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    for (JsonNode entry : list) {
      if (entry.isObject()) {
        thresholds.put(name(entry), entry.path("threshold").doubleValue() + 0.0); // never -0.0
      }
    }
    return thresholds;
  }

  static List<PlanFault> repeated(JsonNode list) {
    Set<String> seen = new HashSet<>();
    List<PlanFault> faults = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!seen.add(name(list.get(i)))) {
        faults.add(
            new PlanFault(
                "/operating_points/" + i,
                "the operating point "
                    + Found.quoted(name(list.get(i)))
                    + " stands twice; remove one."));
      }
    }
    return faults;
  }

  private static String name(JsonNode entry) {
    return (entry.isObject() ? entry.path("name") : entry).textValue();
  }
}
