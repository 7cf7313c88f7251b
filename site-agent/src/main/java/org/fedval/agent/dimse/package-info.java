/**
 * DICOM from an archive by messages (PS3.7), for archives without DICOMweb: the settings, and the
 * door through which a build with the Maven profile {@code dcm4che} brings the network protocol.
 * Main path: {@code DimseSettings} to {@code DimseProvider} to {@code agent.dicom.DicomSource}.
 *
 * <p>May import {@code agent.dicom} only. Refuses to pretend: without a provider there is a
 * sentence and no source.
 */
@NullMarked
package org.fedval.agent.dimse;

import org.jspecify.annotations.NullMarked;
