/**
 * The life of a validation study as pure transitions, persisted before they take effect. Main path:
 * {@code StudySubmission} to {@code ValidationStudy} to {@code StudyState}. Imports no gRPC;
 * refuses any transition that the state diagram does not draw.
 */
@NullMarked
package org.fedval.coordinator.study;

import org.jspecify.annotations.NullMarked;
