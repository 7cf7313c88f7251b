/**
 * The pictures of a report as inline SVG, each with its message in words and its numbers as a
 * table.
 *
 * <p>Main path: a {@code Panels} class chooses what is shown, a {@code Figure} class or {@code
 * Plot} draws it with {@link org.fedval.coordinator.report.figure.Svg}. {@code Chart} says where
 * the numbers stand in the picture, {@code FigureJson} writes that for pages that show them at the
 * pointer.
 *
 * <p>May import {@code report.table}, {@code report.text}, {@code evaluation.report} and {@code
 * evaluation.plan}. It computes no statistic, and marks nothing by colour alone.
 */
@NullMarked
package org.fedval.coordinator.report.figure;

import org.jspecify.annotations.NullMarked;
