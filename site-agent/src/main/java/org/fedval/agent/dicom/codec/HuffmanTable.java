package org.fedval.agent.dicom.codec;

/**
 * A Huffman table as decoding needs it (T.81 annex C and F.2.2.3): codes of up to nine bits are one
 * look-up, longer ones a comparison a bit.
 */
final class HuffmanTable {
  static final int LOOK_UP_BITS = 9;

  /** By the next nine bits: length shifted by 8, or'ed with the symbol; 0 for longer codes. */
  private final short[] byPrefix = new short[1 << LOOK_UP_BITS];

  /** The first number of 16 bits, left-aligned, that is above every code of this length. */
  private final int[] limit = new int[17];

  /** What to add to a code of this length to have its symbol's index. */
  private final int[] offset = new int[17];

  private final byte[] symbols;

  private HuffmanTable(byte[] symbols) {
    this.symbols = symbols;
  }

  /** Reads the sixteen counts and the symbols (T.81 B.2.4.2). */
  static HuffmanTable read(Codestream segment) throws CodecException {
    int[] counts = new int[17];
    int total = 0;
    for (int length = 1; length <= 16; length++) {
      counts[length] = segment.u8();
      total += counts[length];
    }
    if (total == 0 || total > 256) {
      throw new CodecException("A Huffman table has no code or too many.");
    }
    byte[] symbols = new byte[total];
    for (int i = 0; i < total; i++) {
      symbols[i] = (byte) segment.u8();
    }
    HuffmanTable table = new HuffmanTable(symbols);
    table.assignCodes(counts);
    return table;
  }

  private void assignCodes(int[] counts) throws CodecException {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= 16; length++) {
      offset[length] = index - code;
      if (code + counts[length] > 1 << length) {
        throw new CodecException("A Huffman table has more codes than its lengths allow.");
      }
      for (int i = 0; i < counts[length]; i++, code++, index++) {
        if (length <= LOOK_UP_BITS) {
          int from = code << LOOK_UP_BITS - length;
          int to = code + 1 << LOOK_UP_BITS - length;
          short entry = (short) (length << 8 | symbols[index] & 0xFF);
          java.util.Arrays.fill(byPrefix, from, to, entry);
        }
      }
      limit[length] = code << 16 - length;
      code <<= 1;
    }
  }

  /** Length and symbol of the code at the front of these sixteen bits, packed as in the look-up. */
  int entry(int sixteenBits) throws CodecException {
    int entry = byPrefix[sixteenBits >>> 16 - LOOK_UP_BITS];
    return entry != 0 ? entry : longEntry(sixteenBits);
  }

  private int longEntry(int sixteenBits) throws CodecException {
    for (int length = LOOK_UP_BITS + 1; length <= 16; length++) {
      if (sixteenBits < limit[length]) {
        int index = (sixteenBits >>> 16 - length) + offset[length];
        return length << 8 | symbols[index] & 0xFF;
      }
    }
    throw new CodecException("The codestream holds a code that its Huffman table does not have.");
  }
}
