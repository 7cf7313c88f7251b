package org.fedval.agent.dicom;

import java.util.List;
import org.fedval.agent.dicom.PixelData.Fragment;
import org.fedval.agent.dicom.codec.CodecException;
import org.fedval.agent.dicom.codec.FrameCodec;
import org.fedval.agent.dicom.codec.FrameShape;

/** Encapsulated pixel data, decoded frame by frame. */
final class CodedFrames implements FrameReader {
  /** Turns one frame's codestream into cells. */
  interface Decoder {
    Cells decode(byte[] coded) throws DicomFault;
  }

  private final PixelData.Encapsulated data;
  private final List<List<Fragment>> frames;
  private final Decoder decoder;
  private final int limit;

  CodedFrames(
      PixelData.Encapsulated data, List<List<Fragment>> frames, Decoder decoder, int limit) {
    this.data = data;
    this.frames = frames;
    this.decoder = decoder;
    this.limit = limit;
  }

  @Override
  public Cells frame(int index) throws DicomFault {
    return decoder.decode(FrameFragments.joined(data.source(), frames.get(index), limit));
  }

  static Decoder rle(PixelLayout layout) {
    return coded -> Cells.of(RleFrame.decode(coded, layout), layout.cellBytes());
  }

  /** A decoder by a codec of the transfer syntax. */
  static Decoder codec(FrameCodec codec, PixelLayout layout) throws DicomFault {
    if (layout.bitsAllocated() != 8 && layout.bitsAllocated() != 16) {
      throw DicomFault.pixels("Compressed samples are not of 8 or 16 bits.").at(Tag.BITS_ALLOCATED);
    }
    FrameShape shape =
        new FrameShape(
            layout.rows(),
            layout.columns(),
            layout.samplesPerPixel(),
            layout.bitsAllocated(),
            layout.bitsStored(),
            layout.signed());
    return coded -> {
      short[] samples = decoded(codec, coded, shape);
      Jpeg2000Sign.extend(coded, layout, samples);
      return Cells.of(samples, layout.cellBytes());
    };
  }

  private static short[] decoded(FrameCodec codec, byte[] coded, FrameShape shape)
      throws DicomFault {
    short[] samples;
    try {
      samples = codec.decode(coded, shape);
    } catch (CodecException damaged) {
      throw DicomFault.pixels(String.valueOf(damaged.getMessage())).at(Tag.PIXEL_DATA);
    } catch (RuntimeException faultOfTheDecoder) {
      throw DicomFault.pixels("The decoder cannot read the compressed frame.").at(Tag.PIXEL_DATA);
    }
    if (samples.length != shape.samples()) {
      throw DicomFault.pixels("The compressed frame has another size.").at(Tag.PIXEL_DATA);
    }
    return samples;
  }
}
