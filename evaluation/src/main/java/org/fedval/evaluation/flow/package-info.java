/**
 * The stratification waterfall: which rows are analysed, and what becomes of the others.
 *
 * <p>Main path: {@link org.fedval.evaluation.flow.AttritionStep} sorts one row, {@link
 * org.fedval.evaluation.flow.Attrition} counts, {@link
 * org.fedval.evaluation.flow.IntentionToDiagnose} bounds what failed index tests could do.
 *
 * <p>May import {@code confusion}. A score that is not a number never gets past here.
 */
@NullMarked
package org.fedval.evaluation.flow;

import org.jspecify.annotations.NullMarked;
