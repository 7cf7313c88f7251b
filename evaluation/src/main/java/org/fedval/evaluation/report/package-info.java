/**
 * From pooled counts, suppression and power to the contents of a report.
 *
 * <p>Main path: {@link org.fedval.evaluation.report.ReportAssembler}, {@link
 * org.fedval.evaluation.report.PooledResults}, {@link
 * org.fedval.evaluation.report.ValidationReport}.
 *
 * <p>May import every other package of this module. It sees sums only, never a case or a site, and
 * it never turns a suppressed count into a number, an interval or a point of a curve.
 */
@NullMarked
package org.fedval.evaluation.report;

import org.jspecify.annotations.NullMarked;
