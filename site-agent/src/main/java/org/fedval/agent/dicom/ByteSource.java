package org.fedval.agent.dicom;

import java.util.Arrays;

/** Bytes that are read where they lie when they are needed. Thread-safe; holds nothing open. */
interface ByteSource {
  /**
   * The bytes from a place; exactly {@code length} of them. A source in memory may hand out its own
   * array, which is not to be changed.
   *
   * @throws DicomFault UNREADABLE when they are not there
   */
  byte[] read(long position, int length) throws DicomFault;

  static ByteSource of(byte[] all) {
    return (position, length) -> {
      if (position < 0 || length < 0 || position > all.length - length) {
        throw gone();
      }
      return length == all.length
          ? all
          : Arrays.copyOfRange(all, (int) position, (int) position + length);
    };
  }

  static DicomFault gone() {
    return DicomFault.unreadable("Pixel data cannot be read where it was found.")
        .at(Tag.PIXEL_DATA);
  }
}
