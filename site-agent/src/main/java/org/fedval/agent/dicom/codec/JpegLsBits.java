package org.fedval.agent.dicom.codec;

/**
 * The bits of a JPEG-LS scan (T.87 A.1): the byte after FF holds seven, and one whose first bit is
 * set is a marker's, which ends the scan. Behind the end zero bits are handed out, and {@link
 * #finish} refuses a reader that took one of them.
 */
final class JpegLsBits {
  private final byte[] bytes;
  private int position;
  private boolean stuffed;
  private long window;
  private int held;
  private int padding;

  JpegLsBits(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  private boolean atEnd() {
    if (position >= bytes.length) {
      return true;
    }
    return bytes[position] == (byte) 0xFF
        && (position + 1 >= bytes.length || bytes[position + 1] < 0);
  }

  /** Afterwards at least 57 bits are held. */
  private void fill() {
    while (held <= 56) {
      if (atEnd()) {
        padding += 8;
        held += 8;
        continue;
      }
      int value = bytes[position++] & 0xFF;
      int width = stuffed ? 7 : 8;
      window |= (long) value << 64 - width - held;
      held += width;
      stuffed = value == 0xFF;
    }
  }

  private void skip(int count) {
    window <<= count;
    held -= count;
  }

  /** The next 0 to 31 bits. */
  int take(int count) {
    if (held < count) {
      fill();
    }
    int value = (int) (window >>> 1 >>> 63 - count);
    skip(count);
    return value;
  }

  /**
   * A number in the limited-length Golomb code (T.87 A.5.3).
   *
   * @param k the code's order
   * @param zeros the most zeros that a code starts with, at most 55
   * @param escapeBits what follows those
   * @param highest the largest number that the scan can hold
   */
  int golomb(int k, int zeros, int escapeBits, int highest) throws CodecException {
    fill();
    int unary = Long.numberOfLeadingZeros(window);
    int value;
    if (unary < zeros) {
      skip(unary + 1);
      value = (unary << k) + take(k);
    } else if (unary == zeros) {
      skip(unary + 1);
      value = take(escapeBits) + 1;
    } else {
      throw new CodecException("A code of the JPEG-LS codestream is too long.");
    }
    if (value > highest || value < 0) {
      throw new CodecException("A prediction error of the JPEG-LS codestream is too large.");
    }
    return value;
  }

  void requireEnough() throws CodecException {
    if (held < padding) {
      throw new CodecException("The codestream ends before the image is whole.");
    }
  }

  /**
   * Ends the scan.
   *
   * @return where the marker behind it is
   * @throws CodecException when more was taken than there is, or more than padding was left
   */
  int finish() throws CodecException {
    requireEnough();
    boolean whole = position > 0 && stuffed ? held - padding >= 15 : held - padding >= 8;
    if (whole || window != 0 || !atEnd()) {
      throw new CodecException("The codestream holds more data than the image has samples.");
    }
    return position;
  }

  /** Ends a restart interval and goes behind its marker. */
  void restart(int number) throws CodecException {
    position = Codestream.behindRestart(bytes, finish(), number);
    stuffed = false;
    window = 0;
    held = 0;
    padding = 0;
  }
}
