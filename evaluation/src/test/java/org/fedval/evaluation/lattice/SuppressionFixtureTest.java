package org.fedval.evaluation.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.fedval.evaluation.support.Fixture;
import org.junit.jupiter.api.Test;

class SuppressionFixtureTest {
  @Test
  void a_small_vendor_takes_the_next_smallest_with_it() {
    Fixture fixture = Fixture.open("p04_subgroups");
    Map<String, Long> records = new TreeMap<>();
    fixture.rows("input.csv").forEach(row -> records.merge("vendor=" + row[0], 1L, Long::sum));
    List<String> levels = List.copyOf(records.keySet());
    List<Integer> parents = new ArrayList<>(List.of(CellStructure.ROOT));
    List<Integer> cells = new ArrayList<>();
    long[] gate = new long[2 + 2 * levels.size()];
    for (int i = 0; i < levels.size(); i++) {
      parents.add(0);
      cells.add(1 + i);
      gate[2 + 2 * i] = records.getOrDefault(levels.get(i), 0L);
      gate[3 + 2 * i] = 5;
      gate[0] += gate[2 + 2 * i];
    }
    gate[1] = 5;

    var structure = new CellStructure(parents, List.of(new Family(0, cells)));
    var allowed = SuppressionRule.allowed(structure, gate, 10, 3);

    JsonNode want = fixture.value("suppression_vendor");
    TreeSet<String> suppressed = new TreeSet<>();
    want.get("primary").forEach(n -> suppressed.add(n.asText()));
    want.get("complementary").forEach(n -> suppressed.add(n.asText()));
    for (int cell : cells) {
      assertThat(allowed.get(cell)).isNotEqualTo(suppressed.contains(levels.get(cell - 1)));
    }
    assertThat(allowed.get(0)).isTrue();
  }
}
