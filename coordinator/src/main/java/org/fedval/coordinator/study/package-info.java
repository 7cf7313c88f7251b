/**
 * The life of a validation study as pure transitions. Main path: {@code ValidationStudy} (what was
 * locked) to {@code StudyState} (where it stands) to {@code StudyView} (what people see of it).
 *
 * <p>Imports nothing of the coordinator, so that the store and the rounds may speak of studies;
 * refuses any transition that the state diagram does not draw.
 */
@NullMarked
package org.fedval.coordinator.study;

import org.jspecify.annotations.NullMarked;
