/**
 * A whole secure aggregation in one process on a simulated network and clock, with lost sites and
 * liars, to see what it costs and that its sum is exact. Main path: {@code SimulateCommand} to
 * {@code Simulator} to {@code Simulation} (attempts) to {@code SimulatedSession} (phases), which
 * drives the real clients and phases of {@code crypto.secagg} through {@code SiteAnswers} and
 * {@code CoordinatorSide}, to {@code SimulationResult}.
 *
 * <p>May import: {@code crypto}, {@code cli.input}. Refuses: a real network, a shortcut that the
 * output does not name, and data of any patient; keys and vectors are drawn from a seed.
 */
@NullMarked
package org.fedval.cli.simulate;

import org.jspecify.annotations.NullMarked;
