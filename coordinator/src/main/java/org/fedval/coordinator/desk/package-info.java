/**
 * Where studies are worked on, one step after the other on one event loop. Main path: {@code
 * StudySubmission} (checks and locks) to {@code Recruiting} (offers, until every site answered) to
 * {@code StudySlots} (the rounds) to {@code ReportPublisher}. {@code StudyDesk} is the door to all
 * of it, {@code RunningStudies} moves and ends a study.
 *
 * <p>Imports the study's life, store, rounds, rosters and the report; no gRPC and no generated
 * message. Refuses to act on a transition that is not stored yet.
 */
@NullMarked
package org.fedval.coordinator.desk;

import org.jspecify.annotations.NullMarked;
