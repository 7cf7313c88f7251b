package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The samples of one decoded frame as they lie in their cells: row-major, the samples of a pixel
 * side by side, stored bits not yet isolated. Immutable by convention: the arrays are handed over.
 */
final class Cells {
  private final byte[] bytes;
  private final short[] shorts;
  private final int cellBytes;

  private Cells(byte[] bytes, short[] shorts, int cellBytes) {
    this.bytes = bytes;
    this.shorts = shorts;
    this.cellBytes = cellBytes;
  }

  /** Little-endian cells of 1, 2, 4 or 8 bytes. */
  static Cells of(byte[] littleEndian, int cellBytes) {
    return new Cells(littleEndian, new short[0], cellBytes);
  }

  /** One value a cell, of which the lowest one or two bytes count. */
  static Cells of(short[] values, int cellBytes) {
    return new Cells(new byte[0], values, cellBytes);
  }

  /** The cells as bytes, little endian. */
  byte[] littleEndian() {
    if (shorts.length == 0) {
      return bytes;
    }
    byte[] all = new byte[shorts.length * cellBytes];
    if (cellBytes == 2) {
      ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(shorts);
    } else {
      for (int i = 0; i < all.length; i++) {
        all[i] = (byte) shorts[i];
      }
    }
    return all;
  }

  /** Cells of one or two bytes, zero-extended; not to be called for wider ones. */
  short[] shorts() {
    if (bytes.length == 0) {
      return shorts;
    }
    short[] all = new short[bytes.length / cellBytes];
    if (cellBytes == 2) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(all);
    } else {
      for (int i = 0; i < all.length; i++) {
        all[i] = (short) (bytes[i] & 0xFF);
      }
    }
    return all;
  }
}
