/**
 * Planning: how many cases a claim needs, before any performance is seen.
 *
 * <p>Main path: {@link org.fedval.evaluation.power.TwoProportionPower}, {@link
 * org.fedval.evaluation.power.ExactGoalPower}, {@link org.fedval.evaluation.power.Precision},
 * {@link org.fedval.evaluation.power.DesignEffect}; the sample size behind a verdict is {@code
 * binom.ProportionSampleSize}. {@code power.planning} makes a table of them for a whole study.
 *
 * <p>May import {@code binom} and {@code dist}. Nothing here sees data.
 */
@NullMarked
package org.fedval.evaluation.power;

import org.jspecify.annotations.NullMarked;
