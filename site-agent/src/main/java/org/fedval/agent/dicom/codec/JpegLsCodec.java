package org.fedval.agent.dicom.codec;

/**
 * JPEG-LS, lossless and near-lossless (ITU-T T.87). The image is whole once every component had its
 * scan; what follows is not looked at.
 */
final class JpegLsCodec implements FrameCodec {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int APPLICATION_0 = 0xE0;
  private static final int APPLICATION_8 = 0xE8;
  private static final int APPLICATION_15 = 0xEF;
  private static final int START_OF_FRAME = 0xF7;
  private static final int PRESET_PARAMETERS = 0xF8;
  private static final int COMMENT = 0xFE;

  /** "mrfx": a colour transform that some writers use outside the standard follows. */
  private static final int COLOUR_TRANSFORM = 0x6D726678;

  @Override
  public short[] decode(byte[] codestream, FrameShape shape) throws CodecException {
    Codestream stream = new Codestream(codestream);
    if (stream.marker() != START_OF_IMAGE) {
      throw new CodecException("The pixel data is not a JPEG-LS codestream.");
    }
    JpegLsParameters.Preset preset = JpegLsParameters.Preset.NONE;
    JpegFrame frame = null;
    short[] samples = {};
    boolean[] seen = new boolean[shape.samplesPerPixel()];
    int interval = 0;
    int left = seen.length;
    while (left > 0) {
      int marker = stream.marker();
      switch (marker) {
        case START_OF_FRAME -> {
          if (frame != null) {
            throw new CodecException("The codestream has more than one frame header.");
          }
          frame = JpegFrame.read(stream.segment(), shape);
          samples = room(codestream, frame, shape);
        }
        case PRESET_PARAMETERS -> preset = preset(stream.segment());
        case RESTART_INTERVAL -> interval = restartInterval(stream.segment());
        case START_OF_SCAN -> {
          if (frame == null) {
            throw new CodecException("The codestream has a scan before its frame header.");
          }
          JpegScan scan = JpegScan.read(stream.segment(), frame, seen);
          JpegLsScan decoder = new JpegLsScan(frame, scan, preset);
          stream.moveTo(decoder.decode(codestream, stream.position(), interval, samples));
          left -= scan.components().size();
        }
        case APPLICATION_8 -> requireNoTransform(stream.segment());
        default -> {
          if (marker != COMMENT && (marker < APPLICATION_0 || marker > APPLICATION_15)) {
            throw new CodecException("The codestream ends or goes on with an unknown marker.");
          }
          stream.segment();
        }
      }
    }
    return samples;
  }

  private static short[] room(byte[] codestream, JpegFrame frame, FrameShape shape)
      throws CodecException {
    if (frame.subsampled()) {
      throw new CodecException("JPEG-LS components of different sizes are not decoded.");
    }
    if (codestream.length * 8L < frame.rows()) { // a line takes a bit at least
      throw new CodecException("The codestream is too short for the image.");
    }
    return new short[shape.samples()];
  }

  private static JpegLsParameters.Preset preset(Codestream segment) throws CodecException {
    return switch (segment.u8()) {
      case 1 -> JpegLsParameters.Preset.read(segment);
      case 2, 3 -> throw new CodecException("Mapping tables of JPEG-LS are not decoded.");
      default -> throw new CodecException("A JPEG-LS extension is not decoded.");
    };
  }

  /** Lines, in two to four bytes (T.87 C.2.5). */
  private static int restartInterval(Codestream segment) throws CodecException {
    int interval = 0;
    while (segment.remaining() > 0) {
      interval = interval << 8 | segment.u8();
    }
    if (interval < 0) {
      throw new CodecException("The restart interval is not valid.");
    }
    return interval;
  }

  private static void requireNoTransform(Codestream segment) throws CodecException {
    if (segment.remaining() >= 5
        && (segment.u16() << 16 | segment.u16()) == COLOUR_TRANSFORM
        && segment.u8() != 0) {
      throw new CodecException("A colour transform of JPEG-LS is not decoded.");
    }
  }
}
