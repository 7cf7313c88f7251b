/**
 * Comparisons: two proportions, two models on the same cases, several groups, many p-values.
 *
 * <p>Main path: {@link org.fedval.evaluation.compare.Newcombe} and {@link
 * org.fedval.evaluation.compare.MiettinenNurminen} for gaps, {@link
 * org.fedval.evaluation.compare.Tango} and {@link org.fedval.evaluation.compare.McNemar} for pairs,
 * {@link org.fedval.evaluation.compare.MantelHaenszel} for contrasts adjusted for site, {@link
 * org.fedval.evaluation.compare.PValues} for multiplicity.
 *
 * <p>May import {@code binom}, {@code confusion}, {@code dist} and {@code sums}. Everything is a
 * function of counts.
 */
@NullMarked
package org.fedval.evaluation.compare;

import org.jspecify.annotations.NullMarked;
