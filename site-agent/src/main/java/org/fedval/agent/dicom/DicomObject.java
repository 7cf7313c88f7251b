package org.fedval.agent.dicom;

import java.util.Optional;

/** One candidate of a {@link DicomSource}; nothing is read before it is asked for. Thread-safe. */
public interface DicomObject {
  /**
   * Names the object within its source: the same in every pass over unchanged data, 16 hexadecimal
   * digits that tell nothing of the patient or the file. Fit for a log.
   */
  String id();

  /** Where the hospital's own people find it, such as a path. Never for a log or the wire. */
  String place();

  /**
   * Changes whenever the object's bytes do, such as size and time of change, so that a result of an
   * earlier run stands only while this is the same. Empty when that cannot be told, and then no
   * earlier result stands. Not for a log or the wire.
   */
  default Optional<String> version() {
    return Optional.empty();
  }

  /**
   * The attributes, without loading pixel data.
   *
   * @throws DicomFault NOT_DICOM or UNREADABLE
   * @throws SourceUnavailable when the source as a whole is gone
   */
  SopInstance read() throws DicomFault;

  /**
   * The decoded frame; read anew in every call and not kept.
   *
   * @throws DicomFault UNREADABLE, TRANSFER_SYNTAX or PIXEL_DECODE
   * @throws SourceUnavailable when the source as a whole is gone
   */
  GrayscaleImage pixels() throws DicomFault;
}
