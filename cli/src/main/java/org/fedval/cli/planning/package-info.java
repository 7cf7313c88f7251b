/**
 * {@code fedval study plan}: what a study plan needs and what the expected counts can support, as
 * text, JSON and a figure. Main path: {@code StudyPlanCommand} reads plan and {@code
 * ExpectedFiles}, {@code evaluation.power.planning} computes, {@code PlanText}, {@code PlanTree}
 * and {@code FigurePage} show.
 *
 * <p>May import: {@code wire.study}, {@code evaluation}, {@code coordinator.report}, {@code
 * cli.input}. It computes no statistic, needs no bundle and no network, and refuses to show a
 * number for a count that a report withheld.
 */
@NullMarked
package org.fedval.cli.planning;

import org.jspecify.annotations.NullMarked;
