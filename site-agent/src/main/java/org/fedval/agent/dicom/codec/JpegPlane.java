package org.fedval.agent.dicom.codec;

/**
 * The decoded samples of one component, in whole blocks.
 *
 * @param samples row-major
 * @param stride from one row to the next; at least {@code width}
 * @param width columns of the component itself, without padding to whole blocks
 * @param height rows of the component itself
 */
record JpegPlane(short[] samples, int stride, int width, int height) {
  /** Room for a component of a frame (T.81 A.1.1 and A.2.4). */
  static JpegPlane of(JpegFrame frame, JpegFrame.Component component) throws CodecException {
    int mostHorizontal = frame.mostHorizontal();
    int mostVertical = frame.mostVertical();
    int stride = ceiling(frame.columns(), 8 * mostHorizontal) * 8 * component.horizontal();
    int rows = ceiling(frame.rows(), 8 * mostVertical) * 8 * component.vertical();
    if ((long) stride * rows > Integer.MAX_VALUE) {
      throw new CodecException("The image is too large for this decoder.");
    }
    return new JpegPlane(
        new short[stride * rows],
        stride,
        ceiling(frame.columns() * component.horizontal(), mostHorizontal),
        ceiling(frame.rows() * component.vertical(), mostVertical));
  }

  static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
