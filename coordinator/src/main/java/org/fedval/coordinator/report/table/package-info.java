/**
 * The tables of a report, each with its numbers as CSV, and its rows found by name.
 *
 * <p>Main path: {@link org.fedval.coordinator.report.table.Estimates}, {@link
 * org.fedval.coordinator.report.table.TableBuilder}, {@link
 * org.fedval.coordinator.report.table.Table}.
 *
 * <p>May import {@code report.text}, {@code evaluation.report} and {@code evaluation.plan}. A cell
 * of a withheld row says the rule and never a number.
 */
@NullMarked
package org.fedval.coordinator.report.table;

import org.jspecify.annotations.NullMarked;
