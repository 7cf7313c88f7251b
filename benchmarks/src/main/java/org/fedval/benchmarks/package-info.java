/**
 * How fast the hot loops are against the least work that they could possibly be. Main path: {@code
 * org.openjdk.jmh.Main} to {@code MaskBenchmark} and {@code AurocBenchmark} to the ratios in {@code
 * docs/benchmarks.md}.
 *
 * <p>May import {@code crypto} and {@code evaluation}; nothing imports it and nothing ships it.
 * Refuses timed assertions: a ratio is read by people, and both of its sides run in one JVM.
 */
@NullMarked
package org.fedval.benchmarks;

import org.jspecify.annotations.NullMarked;
