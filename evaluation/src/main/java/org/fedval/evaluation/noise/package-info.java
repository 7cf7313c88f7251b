/**
 * Estimates from counts that carry the noise of differential privacy, with intervals that contain
 * that noise.
 *
 * <p>Main path: {@link org.fedval.evaluation.noise.NoisyHistogram} makes an opened cell consistent,
 * {@link org.fedval.evaluation.noise.NoisyProportion} and {@link
 * org.fedval.evaluation.noise.NoisyAuroc} estimate from it. Everything here is post-processing of
 * published sums and costs no privacy.
 *
 * <p>May import {@code dist} and {@code roc}. Refuses to estimate where the noise leaves nothing to
 * say: the answer is then empty, never a number without meaning.
 */
@NullMarked
package org.fedval.evaluation.noise;

import org.jspecify.annotations.NullMarked;
