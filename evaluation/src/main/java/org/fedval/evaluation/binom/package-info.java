/**
 * Proportions: intervals, and the number of cases that a claim about a proportion needs.
 *
 * <p>Main path: {@link org.fedval.evaluation.binom.Wilson}, {@link
 * org.fedval.evaluation.binom.ClopperPearson}, {@link
 * org.fedval.evaluation.binom.ProportionSampleSize}.
 *
 * <p>May import {@code dist} and the numerics library. Images count as independent here; it refuses
 * an empty denominator, which is a status of the report and not a number.
 */
@NullMarked
package org.fedval.evaluation.binom;

import org.jspecify.annotations.NullMarked;
