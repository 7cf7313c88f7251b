package org.fedval.agent.dicom;

import java.util.Optional;

/**
 * Tells the encoding of a data set from its first element, for files without file meta information
 * and for those whose transfer syntax is wrong (PS3.5 section 7.1, annex A).
 */
final class EncodingGuess {
  /** Bytes of an element's start that are enough to tell. */
  static final int BYTES = 8;

  /** A first element stands in a low even group: 0004 of a directory, 0008 of all else. */
  private static final int HIGHEST_FIRST_GROUP = 0x0028;

  private EncodingGuess() {}

  /** The encoding of data that start with an element; empty when they do not look like one. */
  static Optional<TransferSyntax> of(byte[] start, long remaining) {
    if (start.length < BYTES) {
      return Optional.empty();
    }
    boolean little = start[1] == 0 && plausibleGroup(start[0]);
    boolean big = start[0] == 0 && plausibleGroup(start[1]);
    Vr vr = Vr.ofCode(start[4], start[5]);
    boolean explicit = vr != null && (vr != Vr.UN || start[4] == 'U' && start[5] == 'N');
    if (little && explicit) {
      return Optional.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }
    if (big && explicit) {
      return Optional.of(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
    }
    long implicitLength =
        start[4] & 0xFF
            | (start[5] & 0xFF) << 8
            | (start[6] & 0xFF) << 16
            | (start[7] & 0xFFL) << 24;
    boolean fits = implicitLength <= remaining - BYTES || implicitLength == DataSetParser.UNDEFINED;
    return little && fits
        ? Optional.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
        : Optional.empty();
  }

  private static boolean plausibleGroup(byte group) {
    return group >= 4 && group <= HIGHEST_FIRST_GROUP && group % 2 == 0;
  }
}
