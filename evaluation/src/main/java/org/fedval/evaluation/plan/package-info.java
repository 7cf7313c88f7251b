/**
 * The statistical analysis plan, locked before anyone looks at data.
 *
 * <p>Main path: {@link org.fedval.evaluation.plan.StudyPlan}, {@link
 * org.fedval.evaluation.plan.Endpoint}, {@link org.fedval.evaluation.plan.DisclosureRules}.
 *
 * <p>Imports the JDK only. It refuses a plan that contradicts itself, such as a claim about a
 * finding that the plan does not list.
 */
@NullMarked
package org.fedval.evaluation.plan;

import org.jspecify.annotations.NullMarked;
