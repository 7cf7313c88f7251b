/**
 * DICOM in: Part 10 files to attributes and stored pixel values, and out for synthetic data. Main
 * path: {@code DicomSource} to {@code SopInstance} to {@code GrayscaleImage}; inside, {@code
 * Part10Reader} parses, {@code PixelFrames} picks a {@code FrameReader} by transfer syntax and
 * {@code PixelDecoder} makes the image that a model sees; {@code DicomInspector} looks at anything.
 * Imports of Fedval only {@code evaluation.counters.Exclusion}, the reason that every {@code
 * DicomFault} carries. Refuses lengths before it allocates, and never puts a value or a file's name
 * into a message.
 */
@NullMarked
package org.fedval.agent.dicom;

import org.jspecify.annotations.NullMarked;
