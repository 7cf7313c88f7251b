package org.fedval.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;

/**
 * One site's pass over its rows through the accumulator that an agent uses, and the coordinator's
 * way from the pooled sums to the report's numbers. Every row is a patient of its own, the costly
 * case; ten attributes of six levels each make 60 strata.
 */
final class AccumulateBench {
  static final int ROWS = 100_000;

  private static final int BINS = 1024;
  private static final int ATTRIBUTES = 10;
  private static final int PLANNED_LEVELS = 4;
  private static final int SITES = 5;
  private static final int WARM_PASSES = 3;
  private static final int BLOCK = 1 << 13;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final StudyPlan plan;
  private final CounterLayout layout;
  private final int rows;

  /**
   * @param analyses what the plan asks for
   */
  AccumulateBench(int rows, Analyses analyses) {
    this.rows = rows;
    this.plan = plan().with(analyses);
    this.layout = CounterLayout.of(plan);
  }

  /** Figures; the pass and the finish are medians once warm, the first pass is the cold one. */
  Map<String, Object> run() {
    Heap.forgetPeak();
    List<Long> passes = new ArrayList<>();
    CounterVector site = timed(passes, this::pass);
    double peak = Heap.peak();
    double first = Rounds.median(passes);
    passes.clear();
    for (int i = 0; i < WARM_PASSES; i++) {
      timed(passes, this::pass);
    }
    CounterVector sum = site;
    for (int i = 1; i < SITES; i++) {
      sum = sum.plus(site);
    }
    CounterVector pooled = sum;
    List<Long> finishes = new ArrayList<>();
    PooledResults results = timed(finishes, () -> finish(pooled));
    double firstFinish = Rounds.median(finishes);
    finishes.clear();
    for (int i = 0; i < WARM_PASSES; i++) {
      timed(finishes, () -> finish(pooled));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("content", plan.analyses().content().name().toLowerCase(Locale.ROOT));
    figures.put("rows", rows);
    figures.put("patients", rows);
    figures.put("strata", plan.subgroups().stream().mapToInt(s -> s.allLevels().size()).sum());
    figures.put("attributes", ATTRIBUTES);
    figures.put("bins", BINS);
    figures.put("seconds", Rounds.median(passes) / MILLIS_PER_SECOND);
    figures.put("first_seconds", first / MILLIS_PER_SECOND);
    figures.put("peak_heap_mb", peak);
    figures.put("finish_seconds", Rounds.median(finishes) / MILLIS_PER_SECOND);
    figures.put("first_finish_seconds", firstFinish / MILLIS_PER_SECOND);
    figures.put("report_rows", results.estimates().size());
    return figures;
  }

  private CounterVector pass() {
    Accumulator accumulator = new Accumulator(layout, new byte[32]);
    BinormalRows source = new BinormalRows();
    SplittableRandom levels = new SplittableRandom(BinormalRows.SEED);
    double[] scores = new double[BLOCK];
    boolean[] positive = new boolean[BLOCK];
    int[] level = new int[ATTRIBUTES];
    for (int done = 0; done < rows; done += BLOCK) {
      int block = Math.min(BLOCK, rows - done);
      source.fill(scores, positive, block);
      for (int i = 0; i < block; i++) {
        for (int a = 0; a < ATTRIBUTES; a++) {
          level[a] = levels.nextInt(PLANNED_LEVELS + 2);
        }
        ReferenceLabel label = positive[i] ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
        accumulator.add(
            new CaseRecord(
                "patient-" + (done + i),
                new double[] {scores[i]},
                new ReferenceLabel[] {label},
                level));
      }
    }
    return accumulator.freeze();
  }

  private PooledResults finish(CounterVector pooled) {
    return ReportAssembler.assemble(plan, layout, PooledCounts.of(pooled));
  }

  private static <T> T timed(List<Long> nanos, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    nanos.add(System.nanoTime() - start);
    return result;
  }

  private static StudyPlan plan() {
    List<String> levels = IntStream.range(0, PLANNED_LEVELS).mapToObj(l -> "level" + l).toList();
    return new StudyPlan(
        "bench",
        "Measurement of the accumulator",
        List.of("finding"),
        List.of(new OperatingPoint("screening", 0.3)),
        IntStream.range(0, ATTRIBUTES).mapToObj(a -> new Subgroup("attr" + a, levels)).toList(),
        List.of(new Endpoint("finding", "sensitivity", "screening", 0.7, 0.8, 0.025, 0.8, true)),
        new DisclosureRules(10, 3, 1, 3),
        BINS,
        BINS);
  }
}
