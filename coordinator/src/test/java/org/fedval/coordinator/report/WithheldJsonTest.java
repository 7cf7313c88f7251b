package org.fedval.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

/** The file of a study with exact sums holds nothing of withheld cells, in any of its rows. */
class WithheldJsonTest {
  private static final StudyPlan PLAN =
      new StudyPlan(
              "s",
              "t",
              List.of("Covid"),
              List.of(new OperatingPoint("screening", 0.5)),
              List.of(new Subgroup("sex", List.of("F", "M"))),
              List.of(
                  new Endpoint(
                      "Covid", "sensitivity", "screening", 0.5, 0.8, 0.025, 0.8, true, 0.1)),
              new DisclosureRules(10, 3, 1, 3),
              16,
              8)
          .with(Analyses.standard());

  private static CounterVector cohort(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CounterLayout layout = CounterLayout.of(PLAN);
    List<Accumulator> sites = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      sites.add(new Accumulator(layout, new byte[16]));
    }
    int patient = 0;
    for (int level = 0; level < 4; level++) {
      for (ReferenceLabel label : List.of(ReferenceLabel.POSITIVE, ReferenceLabel.NEGATIVE)) {
        int images = level < 2 ? random.nextInt(30, 60) : random.nextInt(14);
        for (int i = 0; i < images; i++) {
          sites
              .get(patient % 4)
              .add(
                  new CaseRecord(
                      "p" + patient++,
                      new double[] {random.nextDouble()},
                      new ReferenceLabel[] {label},
                      new int[] {level}));
        }
      }
    }
    return sites.stream()
        .map(site -> SlotCounts.first(layout, site.cases()))
        .reduce(CounterVector::plus)
        .orElseThrow();
  }

  private static byte[] file(PooledCounts counts) {
    ValidationReport report =
        ReportJsonTest.Variations.withResults(
            SampleReport.complete(), ReportAssembler.assemble(PLAN, counts.layout(), counts));
    return ReportJson.write(report);
  }

  @Test
  void a_withheld_row_of_the_file_holds_no_number_and_hidden_counts_change_no_byte()
      throws Exception {
    int withheld = 0;
    int varied = 0;
    for (long seed = 0; seed < 12; seed++) {
      CounterVector sum = cohort(seed);
      PooledCounts counts = PooledCounts.of(sum);
      byte[] file = file(counts);
      JsonNode tree = new ObjectMapper().readTree(file);
      for (String list : List.of("estimates", "power")) {
        for (JsonNode row : tree.get(list)) {
          if (row.get("status").asText().equals("suppressed")) {
            withheld++;
            row.properties().stream()
                .filter(e -> !List.of("needed", "family_size").contains(e.getKey()))
                .forEach(e -> assertThat(e.getValue().isNumber()).as("%s", row).isFalse());
          }
        }
      }
      int last = varied + 2;
      for (int cell = 0; cell < counts.layout().cells().size() && varied < last; cell++) {
        varied += sameBytes(sum, counts, cell, file) ? 1 : 0;
      }
    }
    assertThat(withheld).isGreaterThan(60);
    assertThat(varied).isGreaterThan(6);
  }

  /** Whether the cell could be given one patient less without another cell being opened. */
  private static boolean sameBytes(CounterVector sum, PooledCounts counts, int cell, byte[] file) {
    long[] gate = sum.unit(0).clone();
    if (counts.state(cell) != State.SUPPRESSED || gate[2 * cell] < 2) {
      return false;
    }
    gate[2 * cell]--;
    BitSet allowed = counts.allowed();
    Map<Integer, long[]> opened = new HashMap<>();
    allowed.stream().forEach(c -> opened.put(c, sum.unit(1 + c)));
    PooledCounts other;
    try {
      other = PooledCounts.of(counts.layout(), gate, opened);
    } catch (IllegalArgumentException anotherCellWouldBeOpened) {
      return false;
    }
    // the reason names the rule that closed a cell, which may change at the smallest count
    if (gate[2 * cell] + 1 == PLAN.disclosure().minCell()) {
      return false;
    }
    assertThat(file(other)).isEqualTo(file);
    return true;
  }
}
