/**
 * Where studies are worked on, one step after the other on one event loop. Main path: {@code
 * StudySubmission} (checks and locks) to {@code StudyDesk} (recruits, opens the round, ends) to
 * {@code ReportPublisher}.
 *
 * <p>Imports the study's life, store, rounds, rosters and the report; no gRPC and no generated
 * message. Refuses to act on a transition that is not stored yet.
 */
@NullMarked
package org.fedval.coordinator.desk;

import org.jspecify.annotations.NullMarked;
