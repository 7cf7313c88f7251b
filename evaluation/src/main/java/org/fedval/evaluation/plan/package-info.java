/** The statistical analysis plan, locked before anyone looks at data. */
@NullMarked
package org.fedval.evaluation.plan;

import org.jspecify.annotations.NullMarked;
