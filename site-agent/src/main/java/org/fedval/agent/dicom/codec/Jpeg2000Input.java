package org.fedval.agent.dicom.codec;

import java.nio.ByteBuffer;
import jj2000.j2k.io.EndianType;
import jj2000.j2k.io.RandomAccessIO;

/**
 * A codestream in memory as the library reads it. Going past its end is an {@link
 * IndexOutOfBoundsException}: the library passes that on, while it would take an {@code
 * IOException} for a codestream that was cut short on purpose, or print it.
 */
final class Jpeg2000Input implements RandomAccessIO {
  private final ByteBuffer bytes;
  private int behindFull = -1;

  Jpeg2000Input(byte[] codestream) {
    bytes = ByteBuffer.wrap(codestream);
  }

  private void require(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IndexOutOfBoundsException("past the end of the codestream");
    }
  }

  @Override
  public int getPos() {
    return bytes.position();
  }

  @Override
  public int length() {
    return bytes.limit();
  }

  @Override
  public void seek(int offset) {
    if (offset < 0 || offset > bytes.limit()) {
      throw new IndexOutOfBoundsException("past the end of the codestream");
    }
    bytes.position(offset);
  }

  @Override
  public int skipBytes(int count) {
    require(count);
    bytes.position(bytes.position() + count);
    return count;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The library reads packet headers by this method. It would go round for ever at FF behind FF,
   * which a packet header cannot have (T.800 B.10.1).
   */
  @Override
  public int read() {
    int value = readUnsignedByte();
    if (value > 0x7F && behindFull == bytes.position() - 1) {
      throw new IndexOutOfBoundsException("no zero bit behind FF in a packet header");
    }
    if (value == 0xFF) {
      behindFull = bytes.position();
    }
    return value;
  }

  @Override
  public void readFully(byte[] target, int offset, int length) {
    require(length);
    bytes.get(target, offset, length);
  }

  @Override
  public byte readByte() {
    require(1);
    return bytes.get();
  }

  @Override
  public int readUnsignedByte() {
    return readByte() & 0xFF;
  }

  @Override
  public short readShort() {
    require(2);
    return bytes.getShort();
  }

  @Override
  public int readUnsignedShort() {
    return readShort() & 0xFFFF;
  }

  @Override
  public int readInt() {
    require(4);
    return bytes.getInt();
  }

  @Override
  public long readUnsignedInt() {
    return readInt() & 0xFFFFFFFFL;
  }

  @Override
  public long readLong() {
    require(8);
    return bytes.getLong();
  }

  @Override
  public float readFloat() {
    return Float.intBitsToFloat(readInt());
  }

  @Override
  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  @Override
  public int getByteOrdering() {
    return EndianType.BIG_ENDIAN;
  }

  @Override
  public void close() {}

  @Override
  public void flush() {}

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("read only");
  }

  @Override
  public void write(int value) {
    throw readOnly();
  }

  @Override
  public void writeByte(int value) {
    throw readOnly();
  }

  @Override
  public void writeShort(int value) {
    throw readOnly();
  }

  @Override
  public void writeInt(int value) {
    throw readOnly();
  }

  @Override
  public void writeLong(long value) {
    throw readOnly();
  }

  @Override
  public void writeFloat(float value) {
    throw readOnly();
  }

  @Override
  public void writeDouble(double value) {
    throw readOnly();
  }
}
