/**
 * Writes a finished validation report as {@code report.json} and as one self-contained {@code
 * report.html}.
 *
 * <p>Main path: {@link org.fedval.coordinator.report.ReportJson}, {@link
 * org.fedval.coordinator.report.ReportHtml}, {@link
 * org.fedval.coordinator.report.PublicationCheck}.
 *
 * <p>May import {@code evaluation.report}, {@code evaluation.plan}, {@code evaluation.counters}, a
 * JSON library and the template runtime. It computes no statistic: every estimate, interval and
 * verdict arrives finished. It refuses to write a report in which a withheld row carries a number,
 * and it reads no file, clock or network.
 */
@NullMarked
package org.fedval.coordinator.report;

import org.jspecify.annotations.NullMarked;
