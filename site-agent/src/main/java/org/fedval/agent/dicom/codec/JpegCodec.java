package org.fedval.agent.dicom.codec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JPEG (ITU-T T.81): the sequential DCT processes of 8 and 12 bits and the lossless process, all
 * with Huffman coding. The image is whole once every component had its scan; what follows is not
 * looked at.
 */
final class JpegCodec implements FrameCodec {
  private static final int BASELINE_DCT = 0xC0;
  private static final int EXTENDED_DCT = 0xC1;
  private static final int LOSSLESS = 0xC3;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int ARITHMETIC_CONDITIONS = 0xCC;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final int QUANTIZATION_TABLES = 0xDB;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int APPLICATION_0 = 0xE0;
  private static final int APPLICATION_15 = 0xEF;
  private static final int COMMENT = 0xFE;

  private final Set<Integer> frameMarkers;

  private JpegCodec(Integer... frameMarkers) {
    this.frameMarkers = Set.of(frameMarkers);
  }

  /** The baseline and extended sequential processes. */
  static JpegCodec dct() {
    return new JpegCodec(BASELINE_DCT, EXTENDED_DCT);
  }

  /** The lossless process, with any predictor. */
  static JpegCodec lossless() {
    return new JpegCodec(LOSSLESS);
  }

  @Override
  public short[] decode(byte[] codestream, FrameShape shape) throws CodecException {
    Codestream stream = new Codestream(codestream);
    if (stream.marker() != START_OF_IMAGE) {
      throw new CodecException("The pixel data is not a JPEG codestream.");
    }
    JpegTables tables = new JpegTables();
    boolean[] seen = new boolean[shape.samplesPerPixel()];
    JpegFrame frame = null;
    JpegImage image = null;
    while (true) {
      int marker = stream.marker();
      switch (marker) {
        case HUFFMAN_TABLES -> tables.readHuffman(stream.segment());
        case QUANTIZATION_TABLES -> tables.readQuantization(stream.segment());
        case RESTART_INTERVAL -> tables.readRestartInterval(stream.segment());
        case START_OF_SCAN -> {
          if (frame == null || image == null) {
            throw new CodecException("The codestream has a scan before its frame header.");
          }
          JpegScan scan = JpegScan.read(stream.segment(), frame, seen);
          stream.moveTo(image.decode(scan, tables, stream.position()));
          if (all(seen)) {
            return image.samples();
          }
        }
        default -> {
          if (marker > BASELINE_DCT - 1 && marker < START_OF_IMAGE - 8) {
            requireDecodable(marker, frame);
            frame = JpegFrame.read(stream.segment(), shape);
            image =
                marker == LOSSLESS
                    ? new LosslessImage(codestream, frame, shape)
                    : new DctImage(codestream, frame, shape);
          } else if (marker == COMMENT || marker >= APPLICATION_0 && marker <= APPLICATION_15) {
            stream.segment();
          } else {
            throw new CodecException("The codestream ends or goes on with an unknown marker.");
          }
        }
      }
    }
  }

  private void requireDecodable(int marker, @Nullable JpegFrame before) throws CodecException {
    if (before != null) {
      throw new CodecException("The codestream has more than one frame header.");
    }
    if (!frameMarkers.contains(marker)) {
      throw new CodecException(
          switch (marker) {
            case BASELINE_DCT, EXTENDED_DCT, LOSSLESS ->
                "The codestream is of another JPEG process than its transfer syntax says.";
            case 0xC2 -> "Progressive JPEG is not decoded.";
            case ARITHMETIC_CONDITIONS, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF ->
                "JPEG with arithmetic coding is not decoded.";
            default -> "Hierarchical JPEG is not decoded.";
          });
    }
  }

  private static boolean all(boolean[] seen) {
    for (boolean one : seen) {
      if (!one) {
        return false;
      }
    }
    return true;
  }
}
