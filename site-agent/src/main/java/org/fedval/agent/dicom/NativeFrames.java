package org.fedval.agent.dicom;

import java.util.Arrays;

/** Native (uncompressed) pixel data (PS3.5 sections 8.1.1 and 8.2). */
final class NativeFrames implements FrameReader {
  /** Zeros that scanners append to fill a block; more, or others, are a wrong length. */
  static final int PADDING_BYTES = 512;

  private final PixelLayout layout;
  private final PixelData.Native data;
  private final int word;

  private NativeFrames(PixelLayout layout, PixelData.Native data, int word) {
    this.layout = layout;
    this.data = data;
    this.word = word;
  }

  /**
   * Checks that the data have the length that the layout needs.
   *
   * @param vr OB, OW, OF or OD, or UN; tells which words a big endian file swaps
   */
  static NativeFrames of(PixelLayout layout, PixelData.Native data, Vr vr) throws DicomFault {
    long needed = layout.nativeBytes();
    if (data.length() < needed || !onlyPadding(data, needed)) {
      throw DicomFault.pixels("Pixel data is not as long as rows and columns say.")
          .at(Tag.PIXEL_DATA)
          .length(data.length());
    }
    int word = layout.bitsAllocated() > 8 ? layout.cellBytes() : vr == Vr.OW ? 2 : 1;
    return new NativeFrames(layout, data, data.bigEndian() ? word : 1);
  }

  private static boolean onlyPadding(PixelData.Native data, long needed) throws DicomFault {
    long evenEnd = needed + needed % 2;
    if (data.length() <= evenEnd) {
      return true;
    }
    if (data.length() - evenEnd > PADDING_BYTES) {
      return false;
    }
    int rest = (int) (data.length() - evenEnd);
    for (byte padding : data.source().read(data.position() + evenEnd, rest)) {
      if (padding != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Cells frame(int index) throws DicomFault {
    long firstBit = layout.nativeFrameBits() * index;
    long lastBit = firstBit + layout.nativeFrameBits();
    byte[] frame = bytes(firstBit / 8, (lastBit + 7) / 8);
    byte[] cells;
    if (layout.bitsAllocated() == 1) {
      cells = unpacked(frame, (int) (firstBit % 8));
    } else if (layout.subsampled()) {
      cells = ColorSamples.upsampled(frame, layout.cellBytes());
    } else if (layout.planar()) {
      cells = ColorSamples.interleaved(frame, layout.cellBytes());
    } else {
      cells = frame;
    }
    return Cells.of(cells, layout.cellBytes());
  }

  /** Bytes of the little endian image of the value, from one up to another. */
  private byte[] bytes(long from, long to) throws DicomFault {
    long firstWord = from - from % word;
    long pastWord = Math.min(to + (word - to % word) % word, data.length());
    byte[] read =
        data.source().read(data.position() + firstWord, Math.toIntExact(pastWord - firstWord));
    if (word == 1) {
      return read;
    }
    byte[] swapped = ByteOrders.swapped(read, word);
    int start = (int) (from - firstWord);
    int length = (int) (to - from);
    return length == swapped.length ? swapped : Arrays.copyOfRange(swapped, start, start + length);
  }

  /** Bits from the least significant one on, without padding between rows or frames. */
  private byte[] unpacked(byte[] packed, int firstBit) {
    byte[] cells = new byte[Math.toIntExact(layout.frameSamples())];
    for (int i = 0; i < cells.length; i++) {
      int bit = firstBit + i;
      cells[i] = (byte) (packed[bit >> 3] >> (bit & 7) & 1);
    }
    return cells;
  }
}
