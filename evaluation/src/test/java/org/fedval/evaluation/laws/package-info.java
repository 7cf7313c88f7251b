/** What must hold for any data: laws of sums, degenerate inputs, and slips that must be noticed. */
@NullMarked
package org.fedval.evaluation.laws;

import org.jspecify.annotations.NullMarked;
