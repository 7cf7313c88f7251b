package org.fedval.agent.dicom.codec;

/** A cursor over the marker segments of a JPEG family codestream (T.81 annex B); big endian. */
final class Codestream {
  private static final String SHORT = "The codestream ends inside a marker segment.";

  private final byte[] bytes;
  private final int end;
  private int position;

  Codestream(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Codestream(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  int u8() throws CodecException {
    if (position >= end) {
      throw new CodecException(SHORT);
    }
    return bytes[position++] & 0xFF;
  }

  int u16() throws CodecException {
    return u8() << 8 | u8();
  }

  /**
   * The low byte of the next marker; fill bytes of FF before it are passed over.
   *
   * @throws CodecException when something else than a marker is next
   */
  int marker() throws CodecException {
    if (u8() != 0xFF) {
      throw new CodecException("The codestream holds data where a marker must be.");
    }
    int code = u8();
    while (code == 0xFF) {
      code = u8();
    }
    return code;
  }

  /**
   * Where the data behind a restart marker starts (T.81 E.2.4).
   *
   * @param position where the marker must be
   * @param number of the marker, from 0 on
   */
  static int behindRestart(byte[] bytes, int position, int number) throws CodecException {
    Codestream stream = new Codestream(bytes);
    stream.moveTo(position);
    if (stream.remaining() < 2 || stream.marker() != 0xD0 + (number & 7)) {
      throw new CodecException("A restart marker of the codestream is missing.");
    }
    return stream.position();
  }

  /** The parameters of the marker segment that starts here; this cursor moves behind it. */
  Codestream segment() throws CodecException {
    int length = u16() - 2;
    if (length < 0 || length > remaining()) {
      throw new CodecException(SHORT);
    }
    Codestream parameters = new Codestream(bytes, position, position + length);
    position += length;
    return parameters;
  }
}
