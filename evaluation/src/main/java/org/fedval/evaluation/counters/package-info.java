/**
 * Accumulates cases into additive integer counters, laid out as the study plan fixes them.
 *
 * <p>Main path: {@link org.fedval.evaluation.counters.CounterLayout}, {@link
 * org.fedval.evaluation.counters.Accumulator}, {@link org.fedval.evaluation.counters.PooledCounts}.
 *
 * <p>May import {@code plan}, {@code score}, {@code lattice} and {@code noise}. It holds no score
 * and no patient identifier longer than it takes to count it, and it refuses counts that contradict
 * each other.
 */
@NullMarked
package org.fedval.evaluation.counters;

import org.jspecify.annotations.NullMarked;
