package org.fedval.agent.dicom.codec;

/**
 * Finds the codestream inside the boxes of a JP2 file (T.800 annex I), which some writers leave.
 */
final class Jpeg2000Box {
  private static final int SIGNATURE = 0x6A502020;
  private static final int CODESTREAM = 0x6A703263;

  private Jpeg2000Box() {}

  /**
   * Where the codestream starts: 0 when there are no boxes.
   *
   * @throws CodecException when the bytes are neither a codestream nor boxes that hold one
   */
  static int codestream(byte[] bytes) throws CodecException {
    if (bytes.length < 12 || type(bytes, 0) != SIGNATURE) {
      return 0;
    }
    int position = 0;
    while (bytes.length - position >= 8) {
      if (type(bytes, position) == CODESTREAM) {
        return position + (length32(bytes, position) == 1 ? 16 : 8);
      }
      long length = length32(bytes, position);
      if (length < 8 || length > bytes.length - position) {
        break;
      }
      position += (int) length;
    }
    throw new CodecException("The JPEG 2000 boxes hold no codestream.");
  }

  private static int type(byte[] bytes, int box) {
    return (int) length32(bytes, box + 4);
  }

  private static long length32(byte[] bytes, int position) {
    return (bytes[position] & 0xFFL) << 24
        | (bytes[position + 1] & 0xFF) << 16
        | (bytes[position + 2] & 0xFF) << 8
        | bytes[position + 3] & 0xFF;
  }
}
