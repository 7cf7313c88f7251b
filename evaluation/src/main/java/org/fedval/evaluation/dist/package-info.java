/**
 * Distribution functions that the intervals and the power calculation need.
 *
 * <p>Main path: {@link org.fedval.evaluation.dist.Normal}. Everything numerical comes from
 * commons-statistics; nothing is approximated here.
 *
 * <p>May import the JDK and commons-statistics. Refuses probabilities outside (0, 1).
 */
@NullMarked
package org.fedval.evaluation.dist;

import org.jspecify.annotations.NullMarked;
