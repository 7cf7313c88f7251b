package org.fedval.agent.dicom.codec;

import java.util.HashMap;
import java.util.Map;

/** The tables that marker segments set up for the scans behind them (T.81 B.2.4). Mutable. */
final class JpegTables {
  private final Map<Integer, HuffmanTable> dc = new HashMap<>();
  private final Map<Integer, HuffmanTable> ac = new HashMap<>();
  private final Map<Integer, int[]> quantization = new HashMap<>();
  private int restartInterval;

  void readHuffman(Codestream segment) throws CodecException {
    while (segment.remaining() > 0) {
      int place = segment.u8();
      if ((place & 15) > 3 || place >> 4 > 1) {
        throw new CodecException("A Huffman table of the codestream has no valid place.");
      }
      (place >> 4 == 0 ? dc : ac).put(place & 15, HuffmanTable.read(segment));
    }
  }

  /** Tables stay in the zigzag order of the codestream. */
  void readQuantization(Codestream segment) throws CodecException {
    while (segment.remaining() > 0) {
      int place = segment.u8();
      if ((place & 15) > 3 || place >> 4 > 1) {
        throw new CodecException("A quantization table of the codestream has no valid place.");
      }
      int[] table = new int[64];
      for (int i = 0; i < 64; i++) {
        table[i] = place >> 4 == 0 ? segment.u8() : segment.u16();
      }
      quantization.put(place & 15, table);
    }
  }

  void readRestartInterval(Codestream segment) throws CodecException {
    restartInterval = segment.u16();
  }

  /** Minimum coded units between restart markers; 0 for none. */
  int restartInterval() {
    return restartInterval;
  }

  HuffmanTable dc(int place) throws CodecException {
    return present(dc, place);
  }

  HuffmanTable ac(int place) throws CodecException {
    return present(ac, place);
  }

  int[] quantization(int place) throws CodecException {
    return present(quantization, place);
  }

  private static <T> T present(Map<Integer, T> tables, int place) throws CodecException {
    T table = tables.get(place);
    if (table == null) {
      throw new CodecException("A scan needs a table that the codestream does not have.");
    }
    return table;
  }
}
