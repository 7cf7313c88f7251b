/**
 * One pass over the cases of a site: decoding and preprocessing on reader threads, inference in
 * batches, one outcome a case in the order of the feed. Main path: {@code CaseFeed} to {@code
 * EvaluationRun} to {@code CaseOutcome}.
 *
 * <p>May import {@code agent.inference}, {@code agent.preprocess}, {@code agent.dicom}, {@code
 * agent.cohort} and {@code evaluation.counters.Exclusion}. Knows nothing of where outcomes go.
 * Refuses to stop for one bad case, and to hold more than a bounded number of cases in memory.
 */
@NullMarked
package org.fedval.agent.run;

import org.jspecify.annotations.NullMarked;
