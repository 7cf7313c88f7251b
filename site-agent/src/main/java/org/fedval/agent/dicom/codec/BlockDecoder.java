package org.fedval.agent.dicom.codec;

import java.util.Arrays;

/** Decodes the blocks of one component of a sequential DCT scan, in order (T.81 F.2). */
final class BlockDecoder {
  /** Raster place of each coefficient in zigzag order (T.81 figure A.6). */
  private static final int[] ZIGZAG = zigzag();

  private final JpegBits bits;
  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final int[] quantization;
  private final InverseDct inverse;
  private final int[] coefficients = new int[64];
  private int predicted;

  BlockDecoder(JpegBits bits, HuffmanTable dc, HuffmanTable ac, int[] quantization, int precision) {
    this.bits = bits;
    this.dc = dc;
    this.ac = ac;
    this.quantization = quantization;
    this.inverse = new InverseDct(precision);
  }

  private static int[] zigzag() {
    int[] places = new int[64];
    int k = 0;
    for (int sum = 0; sum < 15; sum++) {
      for (int i = Math.max(0, sum - 7); i <= Math.min(7, sum); i++, k++) {
        int row = sum % 2 == 0 ? sum - i : i;
        places[k] = 8 * row + sum - row;
      }
    }
    return places;
  }

  /** Forgets the last DC coefficient, as at the start of a restart interval. */
  void restart() {
    predicted = 0;
  }

  /** Writes the samples of the next block. */
  void decode(short[] plane, int at, int stride) throws CodecException {
    int size = bits.symbol(dc);
    if (size > 15) {
      throw new CodecException("A DC coefficient of the codestream is too large.");
    }
    predicted += bits.extended(size);
    int first = predicted * quantization[0];
    int symbol = bits.symbol(ac);
    if (symbol == 0) {
      inverse.constant(first, plane, at, stride);
      return;
    }
    Arrays.fill(coefficients, 0);
    coefficients[0] = first;
    int k = 0;
    while (symbol != 0) {
      k += (symbol >> 4) + 1;
      size = symbol & 15;
      if (k > 63 || size == 0 && symbol != 0xF0) {
        throw new CodecException("The codestream holds a coefficient outside its block.");
      }
      coefficients[ZIGZAG[k]] = bits.extended(size) * quantization[k];
      symbol = k == 63 ? 0 : bits.symbol(ac);
    }
    inverse.transform(coefficients, plane, at, stride);
  }
}
