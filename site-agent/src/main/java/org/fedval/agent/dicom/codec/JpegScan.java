package org.fedval.agent.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A scan header of T.81 B.2.3, which JPEG-LS shares with other meanings (T.87 C.2.3).
 *
 * @param components those of the frame that this scan codes, in order
 * @param first start of the spectral selection; the predictor of a lossless scan; NEAR
 * @param last end of the spectral selection; the interleave mode of JPEG-LS
 * @param low the point transform
 */
record JpegScan(List<Part> components, int first, int last, int low) {
  /**
   * A component's part in a scan.
   *
   * @param index its place in the frame
   * @param dc the place of its DC table, 0 to 15
   * @param ac the place of its AC table, 0 to 15; in JPEG-LS the byte of both names a mapping table
   */
  record Part(int index, int dc, int ac) {}

  /**
   * Reads a header.
   *
   * @param seen which components of the frame had a scan; those of this one are added
   */
  static JpegScan read(Codestream header, JpegFrame frame, boolean[] seen) throws CodecException {
    int count = header.u8();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = indexOf(header.u8(), frame);
      int tables = header.u8();
      if (seen[index]) {
        throw new CodecException("The codestream codes a component twice.");
      }
      seen[index] = true;
      parts.add(new Part(index, tables >> 4, tables & 15));
    }
    if (parts.isEmpty()) {
      throw new CodecException("A scan of the codestream has no component.");
    }
    int first = header.u8();
    int last = header.u8();
    int approximation = header.u8();
    if (approximation >> 4 != 0) {
      throw new CodecException("Successive approximation is not decoded.");
    }
    return new JpegScan(List.copyOf(parts), first, last, approximation & 15);
  }

  private static int indexOf(int id, JpegFrame frame) throws CodecException {
    for (int i = 0; i < frame.components().size(); i++) {
      if (frame.components().get(i).id() == id) {
        return i;
      }
    }
    throw new CodecException("A scan names a component that the codestream does not have.");
  }
}
