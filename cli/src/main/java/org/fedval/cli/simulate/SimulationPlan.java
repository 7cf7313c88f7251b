package org.fedval.cli.simulate;

import java.util.List;

/**
 * What to simulate.
 *
 * @param length counters beside the gate
 * @param dropout share of the sites that are lost, 0 to below 1
 * @param liars number of corrupt sites
 * @param lies what they do, in turn
 * @param memo whether sites share the outcomes of public checks
 * @param threads that compute the sites' steps
 * @param memory whether the coordinator's memory is measured, which costs some collections
 */
record SimulationPlan(
    int sites,
    int length,
    double dropout,
    int liars,
    List<Lie> lies,
    long seed,
    boolean memo,
    int threads,
    boolean memory) {
  SimulationPlan {
    lies = List.copyOf(lies);
  }

  /** Number of lost sites. */
  int lost() {
    return (int) Math.floor(sites * dropout + 1e-9);
  }
}
