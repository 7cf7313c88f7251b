/**
 * The planning table: what each claim of a study needs, what the expected counts give, and which
 * verdicts they can support. Nobody has seen a performance when this is computed.
 *
 * <p>Main path: {@link org.fedval.evaluation.power.planning.PlanningTable} from endpoints,
 * subgroups and {@link org.fedval.evaluation.power.planning.ExpectedCounts}; {@link
 * org.fedval.evaluation.power.planning.ClaimPower} holds the rule of size and power that the
 * verdict uses too; {@link org.fedval.evaluation.power.planning.Waterfall} says how the images thin
 * out.
 *
 * <p>May import {@code power}, {@code plan}, {@code binom}, {@code roc}, {@code dist} and {@code
 * flow}. Refuses to compute anything from a count that is suppressed or not given: such a stratum
 * has sizes, but no power.
 */
@NullMarked
package org.fedval.evaluation.power.planning;

import org.jspecify.annotations.NullMarked;
