package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fedval.crypto.secagg.PublicChecks;

/** What all attempts of one simulation share. */
final class SimulationTools implements AutoCloseable {
  private static final int STEPS_PER_THREAD = 4;

  private final Wire wire;
  private final PhaseTimes times = new PhaseTimes();
  private final Findings findings = new Findings();
  private final RememberedChecks remembered = new RememberedChecks();
  private final boolean memo;
  private final int batch;
  private final ExecutorService threads;
  private final Consumer<String> progress;

  SimulationTools(SimulationPlan plan, Consumer<String> progress) {
    this.wire = new Wire(plan.sites(), plan.memo());
    this.memo = plan.memo();
    this.batch = STEPS_PER_THREAD * plan.threads();
    this.threads = Executors.newFixedThreadPool(plan.threads());
    this.progress = progress;
  }

  Wire wire() {
    return wire;
  }

  PhaseTimes times() {
    return times;
  }

  Findings findings() {
    return findings;
  }

  RememberedChecks remembered() {
    return remembered;
  }

  /** What the sites are given. */
  PublicChecks checks() {
    return memo ? remembered : PublicChecks.always();
  }

  /** How many sites compute before the coordinator takes their answers in order. */
  int batch() {
    return batch;
  }

  /** Does {@code step} for all items at the same time; the results are in the items' order. */
  <T, R> List<R> together(List<T> items, Function<T, R> step) {
    List<Future<R>> running = new ArrayList<>();
    items.forEach(item -> running.add(threads.submit(() -> step.apply(item))));
    List<R> results = new ArrayList<>();
    for (Future<R> future : running) {
      results.add(result(future));
    }
    return results;
  }

  void progress(Phase phase, int done, int of) {
    progress.accept(phase.key() + ": " + done + " of " + of + " sites");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static <R> R result(Future<R> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The simulation was interrupted.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A simulated site failed.", e.getCause());
    }
  }
}
