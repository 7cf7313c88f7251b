package org.fedval.agent.dicom;

/**
 * Some writers put two's complement into JPEG 2000 codestreams that call it unsigned. There the
 * sign stands at the codestream's own depth (SIZ marker, ISO/IEC 15444-1 section A.5.1), which need
 * not be Bits Stored.
 */
final class Jpeg2000Sign {
  private static final int DEPTH_AFTER_SIZ = 40;

  private Jpeg2000Sign() {}

  /** Extends the sign in place where the attributes say signed and the codestream does not. */
  static void extend(byte[] coded, PixelLayout layout, short[] samples) {
    int depth = layout.signed() ? unsignedDepth(coded) : 16;
    if (depth >= layout.bitsAllocated()) {
      return;
    }
    int drop = 32 - depth;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (samples[i] << drop >> drop);
    }
  }

  /** Bits of an unsigned codestream's first component; 16 for a signed one and for other codes. */
  private static int unsignedDepth(byte[] coded) {
    for (int at = 0; at + 3 + DEPTH_AFTER_SIZ < coded.length; at++) {
      if (coded[at] == -1
          && coded[at + 1] == 0x4F
          && coded[at + 2] == -1
          && coded[at + 3] == 0x51) {
        int depth = coded[at + 2 + DEPTH_AFTER_SIZ] & 0xFF;
        return depth >= 0x80 ? 16 : depth + 1;
      }
      if (at == 0 && coded[0] == -1 && coded[1] != 0x4F) {
        return 16;
      }
    }
    return 16;
  }
}
