/**
 * DICOM in: Part 10 files to attributes and stored pixel values, and out for synthetic data. Main
 * path: {@code DicomSource} to {@code SopInstance} to {@code GrayscaleImage}; inside, {@code
 * Part10Reader} parses and {@code PixelDecoder} picks a {@code PixelCodec} by transfer syntax.
 * Imports of Fedval only {@code evaluation.counters.Exclusion}, the reason that every {@code
 * DicomFault} carries. Refuses lengths before it allocates, and never puts a value or a file's name
 * into a message.
 */
@NullMarked
package org.fedval.agent.dicom;

import org.jspecify.annotations.NullMarked;
