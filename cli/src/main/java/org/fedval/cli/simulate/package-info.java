/**
 * A whole secure aggregation in one process, to see what it costs. Main path: {@code
 * SimulateCommand} to {@code Simulation}, which drives the real clients and phases of {@code
 * crypto.secagg} through {@code Wire}, to {@code SimulationResult}.
 *
 * <p>May import: {@code crypto}, {@code cli.input}. Refuses: a real network, shortcuts in a check
 * that a site would make, and data of any patient; the vectors are drawn from a seed.
 */
@NullMarked
package org.fedval.cli.simulate;

import org.jspecify.annotations.NullMarked;
