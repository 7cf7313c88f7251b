/**
 * Heterogeneity between sites: random-effects models from sums over sites.
 *
 * <p>Main path: {@link org.fedval.evaluation.meta.SiteLogit} at a site, {@link
 * org.fedval.evaluation.meta.WeightedSums} over sites, {@link
 * org.fedval.evaluation.meta.TauSquared} for the variance between sites, {@link
 * org.fedval.evaluation.meta.RandomEffects} for mean, intervals and prediction.
 *
 * <p>May import {@code dist} and {@code sums}. These are power sums of one pair of numbers a site:
 * with as many equations as unknowns every site's result can be solved for, so {@link
 * org.fedval.evaluation.meta.RoundLimit} says how many rounds a study may have.
 */
@NullMarked
package org.fedval.evaluation.meta;

import org.jspecify.annotations.NullMarked;
