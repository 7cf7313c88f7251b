package org.fedval.cli.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fedval.crypto.secagg.SessionTerms;

/** Simulations of a few sites with 30 counters, and what tests read of them. */
final class SmallRun {
  private static final int LENGTH = 30;

  private final Map<String, Object> json;

  private SmallRun(SimulationResult result) {
    this.json = result.json();
  }

  static SmallRun of(SimulationPlan plan) throws IOException {
    return of(plan, UnaryOperator.identity());
  }

  static SmallRun of(SimulationPlan plan, UnaryOperator<SessionTerms> graph) throws IOException {
    return new SmallRun(new Simulator(plan, graph).run(text -> {}, Optional.empty()));
  }

  static SimulationPlan plan(int sites, double dropout, long seed, List<Lie> lies) {
    return plan(sites, dropout, seed, lies, true, 2);
  }

  static SimulationPlan plan(
      int sites, double dropout, long seed, List<Lie> lies, boolean memo, int threads) {
    List<Lie> kinds = lies.isEmpty() ? List.of(Lie.SILENT) : lies;
    return new SimulationPlan(
        sites, LENGTH, dropout, lies.size(), kinds, seed, memo, threads, false);
  }

  boolean exact() {
    return (boolean) at("exact");
  }

  int number(String key) {
    return (int) at(key);
  }

  Object at(String key) {
    Object value = json.get(key);
    if (value == null) {
      throw new AssertionError("The output has no " + key);
    }
    return value;
  }

  /** Everything that was found about liars, in one line each. */
  List<String> found() {
    return ((List<?>) at("lies")).stream().map(lie -> ((Map<?, ?>) lie).get("found") + "").toList();
  }
}
