/**
 * Looking at DICOM files by hand. Main path: {@code DicomCommand} to {@code DicomInspectCommand} to
 * {@code InspectionJson} or {@code InspectionTable}; the reading is {@code
 * agent.dicom.DicomInspector}.
 *
 * <p>May import: {@code agent.dicom}. Refuses the network: what it prints is patient data and stays
 * on this machine. One bad file never stops the rest, and no value of a file can steer a terminal.
 */
@NullMarked
package org.fedval.cli.dicom;

import org.jspecify.annotations.NullMarked;
