/**
 * How often nominal 95 % intervals hold the truth, by simulation from stated designs through the
 * estimators that reports use. Main path: {@code CoverageMain} to the {@code *Designs} to {@code
 * CoverageTable}.
 *
 * <p>May import: {@code evaluation}. Refuses: a design that is left out because of its result.
 */
@NullMarked
package org.fedval.benchmarks.coverage;

import org.jspecify.annotations.NullMarked;
