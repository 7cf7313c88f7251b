/**
 * The pooled report in the browser. Main path: {@code ReportRoutes} (addresses) to {@code
 * ReportShelf} (published bytes, read once) to {@code BoundReport} (its page, figures and tables).
 *
 * <p>May import {@code report}, {@code store}, {@code access} and {@code web}. It shows what a
 * published report says and nothing else, and refuses every study that the visitor may not see.
 */
@NullMarked
package org.fedval.coordinator.web.report;

import org.jspecify.annotations.NullMarked;
