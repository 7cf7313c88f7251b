/**
 * Intervals of a binomial proportion.
 *
 * <p>Main path: {@link org.fedval.evaluation.binom.WilsonInterval}, {@link
 * org.fedval.evaluation.binom.ClopperPearson}, {@link org.fedval.evaluation.binom.Interval}.
 *
 * <p>May import the JDK, commons-statistics and {@code dist}. Refuses a proportion of nothing: the
 * caller reports that as not estimable.
 */
@NullMarked
package org.fedval.evaluation.binom;

import org.jspecify.annotations.NullMarked;
