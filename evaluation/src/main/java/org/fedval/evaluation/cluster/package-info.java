/**
 * Several images of one patient: variances that let images of a patient agree with each other.
 *
 * <p>Main path: {@link org.fedval.evaluation.cluster.ClusterProducts} collects products of a
 * patient's totals; {@link org.fedval.evaluation.cluster.ClusteredAuroc}, {@link
 * org.fedval.evaluation.cluster.ClusteredProportion}, {@link
 * org.fedval.evaluation.cluster.ClusteredLogistic} and {@link
 * org.fedval.evaluation.cluster.InfluenceSums} estimate; {@link
 * org.fedval.evaluation.cluster.HistogramBootstrap} and {@link
 * org.fedval.evaluation.cluster.PoissonBootstrap} resample.
 *
 * <p>May import {@code roc}, {@code calib}, {@code binom}, {@code dist} and {@code sums}. A patient
 * belongs to one site and is never split between two accumulators.
 */
@NullMarked
package org.fedval.evaluation.cluster;

import org.jspecify.annotations.NullMarked;
