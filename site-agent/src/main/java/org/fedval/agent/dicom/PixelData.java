package org.fedval.agent.dicom;

import java.util.List;

/** Where the bytes of Pixel Data (7FE0,0010) or one of its float kin lie. Immutable. */
sealed interface PixelData {
  /**
   * Native pixel data (PS3.5 section 8.2).
   *
   * @param bigEndian whether the source's words are big endian
   */
  record Native(ByteSource source, long position, long length, boolean bigEndian)
      implements PixelData {}

  /**
   * Encapsulated pixel data (PS3.5 annex A.4).
   *
   * @param offsetTable the Basic Offset Table's bytes, may be empty
   * @param fragments in file order
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Encapsulated(ByteSource source, byte[] offsetTable, List<Fragment> fragments)
      implements PixelData {
    public Encapsulated {
      fragments = List.copyOf(fragments);
    }
  }

  /** One fragment's value; its item header is the eight bytes before. */
  record Fragment(long position, int length) {
    long end() {
      return position + length;
    }
  }
}
