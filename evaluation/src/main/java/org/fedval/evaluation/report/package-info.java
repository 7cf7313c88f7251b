/** From pooled estimates, suppression and power to a document. */
@NullMarked
package org.fedval.evaluation.report;

import org.jspecify.annotations.NullMarked;
