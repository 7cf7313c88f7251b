package org.fedval.cli.hospital;

import org.fedval.evaluation.report.MetricRow;
import org.jspecify.annotations.Nullable;

/**
 * One number of this hospital beside the published one.
 *
 * @param pooled of all hospitals together; null where no report was given or it has no such row
 */
public record ComparedRow(MetricRow own, @Nullable MetricRow pooled) {}
