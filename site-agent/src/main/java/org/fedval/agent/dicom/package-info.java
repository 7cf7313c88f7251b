/**
 * DICOM in: Part 10 files to attributes and stored pixel values. Main path: {@code DicomSource} to
 * {@code SopInstance} to {@code GrayscaleImage}. Imports nothing of Fedval; never logs a value of a
 * file.
 */
@NullMarked
package org.fedval.agent.dicom;

import org.jspecify.annotations.NullMarked;
