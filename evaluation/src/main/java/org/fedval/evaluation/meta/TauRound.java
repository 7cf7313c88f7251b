package org.fedval.evaluation.meta;

import java.util.List;

/** One round over all sites: the pooled sums at each published between-site variance. */
@FunctionalInterface
public interface TauRound {
  /** One answer a value, in order. */
  List<WeightedSums> pooled(double... tauSquared);
}
