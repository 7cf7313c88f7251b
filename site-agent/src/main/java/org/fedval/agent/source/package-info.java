/**
 * The one place that opens where a site's images come from. Main path: {@code AgentConfig} to
 * {@code ConfiguredSource} to {@code agent.dicom.DicomSource}.
 *
 * <p>May import {@code agent.config}, {@code agent.cohort} for the labels file, {@code agent.dicom}
 * and the sources. Refuses a filter by labels that the labels file does not have.
 */
@NullMarked
package org.fedval.agent.source;

import org.jspecify.annotations.NullMarked;
