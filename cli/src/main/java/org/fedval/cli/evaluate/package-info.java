/**
 * {@code fedval evaluate}: the numbers of a study from files on this machine, with the accumulators
 * and estimators of the federation.
 *
 * <p>Main path: {@link org.fedval.cli.evaluate.EvaluateCommand} reads the files into {@code
 * LocalCases}, one part a site; {@code LocalStudy} counts every round; {@code MetricsJson} writes.
 *
 * <p>May import {@code evaluation}, {@code wire}, the agent's readers of labels and levels and the
 * coordinator's writer of rows. Refuses what it cannot join with a sentence that names file and
 * line; every image that it leaves out is counted under its reason. Nothing here reaches a network.
 */
@NullMarked
package org.fedval.cli.evaluate;

import org.jspecify.annotations.NullMarked;
