/**
 * What stands where on the page: verdicts first, then results, figures, tables, methods,
 * provenance.
 *
 * <p>Main path: {@link org.fedval.coordinator.report.page.PageBuilder} makes a {@link
 * org.fedval.coordinator.report.page.ReportPage}, which the templates print.
 *
 * <p>May import {@code report.figure}, {@code report.table}, {@code report.text}, {@code
 * evaluation.report} and {@code evaluation.plan}. It reads no file, clock or network.
 */
@NullMarked
package org.fedval.coordinator.report.page;

import org.jspecify.annotations.NullMarked;
