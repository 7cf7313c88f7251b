package org.fedval.agent.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads forward through a file and never allocates more than the file still holds. Every trouble of
 * the stream below, an early end included, is a {@link DicomFault}. Not thread-safe.
 */
final class ByteCursor {
  private static final int BUFFER_BYTES = 1 << 15;

  private final BufferedInputStream in;
  private final long end;
  private final boolean exactEnd;
  private long position;

  private ByteCursor(InputStream in, long end, boolean exactEnd) {
    this.in = new BufferedInputStream(in, BUFFER_BYTES);
    this.end = end;
    this.exactEnd = exactEnd;
  }

  /** A stream whose length is known, so that a length can be refused before allocation. */
  static ByteCursor ofLength(InputStream in, long length) {
    return new ByteCursor(in, length, true);
  }

  /**
   * A stream of unknown length that is refused past {@code limit} bytes; memory grows as it is
   * read.
   */
  static ByteCursor upTo(InputStream in, long limit) {
    return new ByteCursor(in, limit, false);
  }

  long position() {
    return position;
  }

  /** Where the data end at the latest. */
  long end() {
    return end;
  }

  /** Whether a length was checked against data that exist, and not against a limit only. */
  boolean endIsKnown() {
    return exactEnd;
  }

  boolean atEnd() throws DicomFault {
    return exactEnd ? position >= end : peek(1).length == 0;
  }

  /** Up to {@code count} bytes ahead, fewer at the end of the data. */
  byte[] peek(int count) throws DicomFault {
    try {
      in.mark(count);
      byte[] ahead = in.readNBytes(count);
      in.reset();
      return ahead;
    } catch (IOException e) {
      throw broken();
    }
  }

  byte[] bytes(int length) throws DicomFault {
    require(length);
    try {
      byte[] value;
      if (exactEnd) {
        value = new byte[length];
        if (in.readNBytes(value, 0, length) != length) {
          throw truncated(length);
        }
      } else {
        value = in.readNBytes(length);
        if (value.length != length) {
          throw truncated(length);
        }
      }
      position += length;
      return value;
    } catch (IOException e) {
      throw broken();
    }
  }

  void skip(long length) throws DicomFault {
    require(length);
    try {
      in.skipNBytes(length);
      position += length;
    } catch (IOException e) {
      throw truncated(length);
    }
  }

  /** What follows, for a stream that takes over from this cursor. */
  InputStream rest() {
    return in;
  }

  int uint16(boolean bigEndian) throws DicomFault {
    byte[] two = bytes(2);
    return bigEndian ? (two[0] & 0xFF) << 8 | two[1] & 0xFF : (two[1] & 0xFF) << 8 | two[0] & 0xFF;
  }

  long uint32(boolean bigEndian) throws DicomFault {
    long first = uint16(bigEndian);
    long second = uint16(bigEndian);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  /** Refuses a length that the rest of the data cannot hold. */
  void require(long length) throws DicomFault {
    if (length < 0 || length > end - position) {
      throw truncated(length);
    }
  }

  private DicomFault truncated(long length) {
    return DicomFault.unreadable("The file ends before a value does.")
        .position(position)
        .length(length);
  }

  private DicomFault broken() {
    return DicomFault.unreadable("The file cannot be read to its end.").position(position);
  }
}
