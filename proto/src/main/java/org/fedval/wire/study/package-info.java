/**
 * The study plan as people write it: YAML of the schema {@code fedval.study/v1}, read strictly and
 * bound to a locked bundle and a roster.
 *
 * <p>Main path: {@link org.fedval.wire.study.StudyYaml} reads the exact bytes into a {@link
 * org.fedval.wire.study.StudyDocument}, whose {@code bind} gives the {@link
 * org.fedval.evaluation.plan.StudyPlan}. Coordinator and agent run the same code on the same bytes,
 * so both derive the same plan.
 *
 * <p>A plan with {@code privacy} gets its noise here: {@link org.fedval.wire.study.LockedStudy}
 * derives it, so that everybody adds and expects the same.
 *
 * <p>{@link org.fedval.wire.study.CountsYaml} reads, for planning, what somebody expects to count.
 * {@link org.fedval.wire.study.StudyTerms} says in words what a study asks of a site, to its people
 * and to its author; {@link org.fedval.wire.study.PlanEdit} changes parts of a plan's text.
 *
 * <p>May import {@code evaluation.plan}, {@code evaluation.counters}, {@code
 * evaluation.power.planning}, {@code evaluation.flow}, {@code crypto.primitive}, {@code crypto.dp},
 * {@code crypto.secagg.body}, Jackson and the schema validator. Refuses unknown keys, values below
 * the disclosure defaults, anchors, aliases and files over 256 KiB, each in a sentence with the
 * line; it reads no file, and a threshold in a plan must be the bundle's.
 */
@NullMarked
package org.fedval.wire.study;

import org.jspecify.annotations.NullMarked;
