package org.fedval.evaluation.report;

import org.fedval.evaluation.counters.PooledStudy;

/** A part of the report's rows. A pure function of the opened sums. */
interface Chapter {
  /** Writes the rows of the writer's finding. */
  void write(PooledStudy study, RowWriter rows);
}
