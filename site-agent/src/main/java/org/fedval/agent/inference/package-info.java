/**
 * Verify, canary, then run: the only way from a bundle to scores. Main path: {@code LockedModel} to
 * {@code CanaryCheck} to {@code ScoringEngine}.
 *
 * <p>May import {@code wire.bundle}, {@code agent.preprocess}, {@code agent.dicom.GrayscaleImage},
 * {@code evaluation} and ONNX Runtime. Refuses models with external data or custom operators,
 * models that don't match their specification, and machines whose canaries deviate. Native errors
 * never reach a message or a log.
 */
@NullMarked
package org.fedval.agent.inference;

import org.jspecify.annotations.NullMarked;
