package org.fedval.agent.dicom.codec;

import java.util.List;

/** A frame of the lossless process with Huffman coding (T.81 annex H). */
final class LosslessImage implements JpegImage {
  private final byte[] codestream;
  private final JpegFrame frame;
  private final short[] samples;

  LosslessImage(byte[] codestream, JpegFrame frame, FrameShape shape) throws CodecException {
    this.codestream = codestream;
    this.frame = frame;
    if (frame.subsampled()) {
      throw new CodecException("Lossless components of different sizes are not decoded.");
    }
    if (codestream.length * 8L < shape.samples()) {
      throw new CodecException("The codestream is too short for the image.");
    }
    samples = new short[shape.samples()];
  }

  @Override
  public short[] samples() {
    return samples;
  }

  @Override
  public int decode(JpegScan scan, JpegTables tables, int position) throws CodecException {
    requireValid(scan, tables);
    List<JpegScan.Part> parts = scan.components();
    int count = parts.size();
    HuffmanTable[] huffman = new HuffmanTable[count];
    for (int i = 0; i < count; i++) {
      huffman[i] = tables.dc(parts.get(i).dc());
    }
    JpegBits bits = new JpegBits(codestream, position);
    int[] differences = new int[count * frame.columns()];
    int[][] lines = new int[count][frame.columns()];
    int interval = tables.restartInterval() / frame.columns();
    for (int y = 0; y < frame.rows(); y++) {
      boolean start = interval == 0 ? y == 0 : y % interval == 0;
      if (start && y > 0) {
        bits.restart(y / interval - 1);
      }
      readDifferences(bits, huffman, differences);
      bits.requireEnough();
      for (int i = 0; i < count; i++) {
        if (start) {
          int middle = 1 << frame.precision() - scan.low() - 1;
          LosslessPredictor.first(lines[i], differences, i, count, middle);
        } else {
          LosslessPredictor.apply(scan.first(), lines[i], differences, i, count);
        }
        store(lines[i], scan.low(), parts.get(i).index(), y);
      }
    }
    return bits.finish();
  }

  private void requireValid(JpegScan scan, JpegTables tables) throws CodecException {
    if (scan.first() < 1 || scan.first() > 7) {
      throw new CodecException("The predictor of a lossless scan is not one of 1 to 7.");
    }
    if (scan.low() >= frame.precision()) {
      throw new CodecException("The point transform leaves no bit of a sample.");
    }
    if (tables.restartInterval() % frame.columns() != 0) {
      throw new CodecException("The restart interval is not a number of whole lines.");
    }
  }

  private static void readDifferences(JpegBits bits, HuffmanTable[] huffman, int[] differences)
      throws CodecException {
    for (int i = 0; i < differences.length; ) {
      for (HuffmanTable table : huffman) {
        int size = bits.symbol(table);
        if (size > 16) {
          throw new CodecException("A difference of the codestream is longer than 16 bits.");
        }
        differences[i++] = size == 16 ? 32768 : bits.extended(size);
      }
    }
  }

  private void store(int[] line, int pointTransform, int component, int y) throws CodecException {
    int step = frame.components().size();
    int at = y * frame.columns() * step + component;
    int all = 0;
    for (int value : line) {
      all |= value;
      samples[at] = (short) (value << pointTransform);
      at += step;
    }
    if (all >> frame.precision() - pointTransform != 0) {
      throw new CodecException("A sample is above what the codestream's precision allows.");
    }
  }
}
