package org.fedval.agent.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/** A frame of the sequential processes with DCT and Huffman coding (T.81 annex F). */
final class DctImage implements JpegImage {
  private final byte[] codestream;
  private final JpegFrame frame;
  private final FrameShape shape;
  private final List<JpegPlane> planes = new ArrayList<>();
  private final List<Upsampling> upsamplings = new ArrayList<>();

  DctImage(byte[] codestream, JpegFrame frame, FrameShape shape) throws CodecException {
    this.codestream = codestream;
    this.frame = frame;
    this.shape = shape;
    if (frame.precision() != 8 && frame.precision() != 12) {
      throw new CodecException("The precision of a DCT codestream is not 8 or 12 bits.");
    }
    if (codestream.length * 256L < (long) frame.rows() * frame.columns()) {
      throw new CodecException("The codestream is too short for the image.");
    }
    for (JpegFrame.Component component : frame.components()) {
      JpegPlane plane = JpegPlane.of(frame, component);
      planes.add(plane);
      upsamplings.add(new Upsampling(plane, frame, component));
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The spectral selection is not looked at: a sequential scan has no choice (T.81 B.2.3), and
   * some writers give zeros.
   */
  @Override
  public int decode(JpegScan scan, JpegTables tables, int position) throws CodecException {
    List<BlockDecoder> blocks = new ArrayList<>();
    JpegBits bits = new JpegBits(codestream, position);
    for (JpegScan.Part part : scan.components()) {
      blocks.add(
          new BlockDecoder(
              bits,
              tables.dc(part.dc()),
              tables.ac(part.ac()),
              tables.quantization(frame.components().get(part.index()).quantization()),
              frame.precision()));
    }
    boolean single = scan.components().size() == 1;
    JpegPlane only = planes.get(scan.components().get(0).index());
    int across =
        single
            ? JpegPlane.ceiling(only.width(), 8)
            : JpegPlane.ceiling(frame.columns(), 8 * frame.mostHorizontal());
    int down =
        single
            ? JpegPlane.ceiling(only.height(), 8)
            : JpegPlane.ceiling(frame.rows(), 8 * frame.mostVertical());
    int unit = 0;
    for (int y = 0; y < down; y++) {
      bits.requireEnough();
      for (int x = 0; x < across; x++, unit++) {
        if (unit > 0 && tables.restartInterval() > 0 && unit % tables.restartInterval() == 0) {
          bits.restart(unit / tables.restartInterval() - 1);
          blocks.forEach(BlockDecoder::restart);
        }
        for (int i = 0; i < blocks.size(); i++) {
          codedUnit(blocks.get(i), scan.components().get(i).index(), x, y, single);
        }
      }
    }
    return bits.finish();
  }

  private void codedUnit(BlockDecoder block, int index, int x, int y, boolean single)
      throws CodecException {
    int horizontal = single ? 1 : frame.components().get(index).horizontal();
    int vertical = single ? 1 : frame.components().get(index).vertical();
    JpegPlane plane = planes.get(index);
    for (int v = 0; v < vertical; v++) {
      for (int h = 0; h < horizontal; h++) {
        int at = 8 * ((y * vertical + v) * plane.stride() + x * horizontal + h);
        block.decode(plane.samples(), at, plane.stride());
      }
    }
  }

  @Override
  public short[] samples() {
    short[] samples = new short[shape.samples()];
    int step = planes.size();
    for (int y = 0; y < frame.rows(); y++) {
      for (int i = 0; i < step; i++) {
        upsamplings.get(i).row(y, frame.columns(), samples, y * frame.columns() * step + i, step);
      }
    }
    return samples;
  }
}
