/**
 * The words of a report: numbers as people read them, metrics and intervals with estimator and
 * source, reasons for what is withheld or missing.
 *
 * <p>Main path: {@link org.fedval.coordinator.report.text.Words}, {@link
 * org.fedval.coordinator.report.text.MetricRegistry}, {@link
 * org.fedval.coordinator.report.text.NumberFormatter}.
 *
 * <p>May import {@code evaluation.report} and {@code evaluation.plan}. It knows no table, picture
 * or page, and refuses nothing: what has no words is spelled out, and a test finds it.
 */
@NullMarked
package org.fedval.coordinator.report.text;

import org.jspecify.annotations.NullMarked;
