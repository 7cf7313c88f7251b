package org.fedval.agent.dicom.codec;

/**
 * The bits of an entropy-coded segment of T.81 (F.2.2.5): a zero byte after FF is dropped, a marker
 * ends the segment. Behind the end zero bits are handed out, and {@link #finish} refuses a segment
 * whose reader took one of them; so no look-ahead needs a check of its own.
 */
final class JpegBits {
  private static final int MARKER = -1;

  private final byte[] bytes;
  private int position;
  private long window;
  private int held;
  private int padding;

  JpegBits(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  private int nextByte() {
    if (position >= bytes.length) {
      return MARKER;
    }
    int value = bytes[position] & 0xFF;
    if (value == 0xFF) {
      if (position + 1 >= bytes.length || bytes[position + 1] != 0) {
        return MARKER;
      }
      position++;
    }
    position++;
    return value;
  }

  private void fill() {
    while (held <= 56) {
      int value = nextByte();
      if (value == MARKER) {
        padding += 8;
      } else {
        window |= (long) value << 56 - held;
      }
      held += 8;
    }
  }

  /** The symbol of the next code; up to 16 bits of {@link #extended} may follow. */
  int symbol(HuffmanTable table) throws CodecException {
    if (held < 32) {
      fill();
    }
    int entry = table.entry((int) (window >>> 48));
    int length = entry >> 8;
    window <<= length;
    held -= length;
    return entry & 0xFF;
  }

  /** A signed number of this many bits, at most 16 (T.81 F.2.2.1, EXTEND). */
  int extended(int size) {
    if (size == 0) {
      return 0;
    }
    int value = (int) (window >>> 64 - size);
    window <<= size;
    held -= size;
    return value < 1 << size - 1 ? value - (1 << size) + 1 : value;
  }

  /**
   * Ends the segment.
   *
   * @return where the marker behind it is
   * @throws CodecException when more was taken than there is, or whole bytes were left
   */
  int finish() throws CodecException {
    requireEnough();
    if (held - padding >= 8 || nextByte() != MARKER) {
      throw new CodecException("The codestream holds more data than the image has samples.");
    }
    return position;
  }

  /** Refuses a reader that has gone past the end; called now and then it bounds wasted work. */
  void requireEnough() throws CodecException {
    if (held < padding) {
      throw new CodecException("The codestream ends before the image is whole.");
    }
  }

  /** Ends a restart interval and goes behind its marker (T.81 E.2.4). */
  void restart(int number) throws CodecException {
    position = Codestream.behindRestart(bytes, finish(), number);
    window = 0;
    held = 0;
    padding = 0;
  }
}
