package org.fedval.agent.dicom.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.awt.Point;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.util.MsgLogger;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * JPEG 2000 part 1 (ITU-T T.800) by JJ2000. Its stages are put together here and not by its Image
 * I/O reader, which loses the sign of samples. The library's only shared state is the logger of a
 * thread: a warning there is a damaged codestream, and nothing is printed.
 */
final class Jpeg2000Codec implements FrameCodec {
  @Override
  public short[] decode(byte[] codestream, FrameShape shape) throws CodecException {
    Jpeg2000Walk.Clean clean = Jpeg2000Walk.clean(codestream, shape);
    AtomicBoolean warned = new AtomicBoolean();
    Thread thread = Thread.currentThread();
    FacilityManager.registerMsgLogger(thread, new WarningFlag(warned));
    short[] samples;
    try {
      samples = decode(clean);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) { // of every kind, by the library
      throw new CodecException("The JPEG 2000 codestream is damaged.");
    } finally {
      FacilityManager.unregisterMsgLogger(thread);
    }
    if (warned.get()) {
      throw new CodecException("The JPEG 2000 codestream is damaged.");
    }
    return samples;
  }

  private static short[] decode(Jpeg2000Walk.Clean clean) throws IOException, CodecException {
    Jpeg2000Size size = clean.size();
    Jpeg2000Input input = new Jpeg2000Input(clean.bytes());
    J2KImageReadParamJava parameters = new J2KImageReadParamJava();
    HeaderInfo info = new HeaderInfo();
    HeaderDecoder header = new HeaderDecoder(input, parameters, info);
    DecoderSpecs specs = header.getDecoderSpecs();
    int[] depths = new int[size.components()];
    java.util.Arrays.fill(depths, size.precision());
    BitstreamReaderAgent reader =
        BitstreamReaderAgent.createInstance(input, header, parameters, specs, false, info);
    EntropyDecoder entropy = header.createEntropyDecoder(reader, parameters);
    ROIDeScaler region = header.createROIDeScaler(entropy, parameters, specs);
    Dequantizer dequantizer = header.createDequantizer(region, depths, specs);
    InverseWT wavelet = InverseWT.createInstance(dequantizer, specs);
    wavelet.setImgResLevel(reader.getImgRes());
    InvCompTransf image = new InvCompTransf(new ImgDataConverter(wavelet, 0), specs, depths);

    short[] samples = new short[size.width() * size.height() * size.components()];
    Point tiles = image.getNumTiles(null);
    for (int y = 0; y < tiles.y; y++) {
      for (int x = 0; x < tiles.x; x++) {
        image.setTile(x, y);
        if (input.getPos() != clean.tileEnds()[y * tiles.x + x]) {
          throw new CodecException("The packets of a tile are not as long as the tile.");
        }
        copyTile(image, size, samples);
      }
    }
    return samples;
  }

  private static void copyTile(InvCompTransf image, Jpeg2000Size size, short[] samples) {
    int middle = size.signed() ? 0 : 1 << size.precision() - 1;
    int lowest = size.signed() ? -1 << size.precision() - 1 : 0;
    int highest = lowest + (1 << size.precision()) - 1;
    int step = size.components();
    for (int c = 0; c < step; c++) {
      int width = image.getTileCompWidth(image.getTileIdx(), c);
      int height = image.getTileCompHeight(image.getTileIdx(), c);
      int fraction = image.getFixedPoint(c);
      int left = image.getCompULX(c) - size.left();
      int top = image.getCompULY(c) - size.top();
      for (int y = 0; y < height; y++) {
        DataBlkInt row = new DataBlkInt(0, y, width, 1);
        row = (DataBlkInt) image.getInternCompData(row, c);
        int[] data = row.getDataInt();
        int at = ((top + y) * size.width() + left) * step + c;
        for (int x = 0; x < width; x++, at += step) {
          int value = (data[row.offset + x] >> fraction) + middle;
          samples[at] = (short) Math.max(lowest, Math.min(highest, value));
        }
      }
    }
  }

  /** Remembers that there was a warning or an error; drops every text. */
  private record WarningFlag(AtomicBoolean warned) implements MsgLogger {
    @Override
    public void printmsg(int severity, String message) {
      if (severity >= WARNING) {
        warned.set(true);
      }
    }

    @Override
    public void println(String text, int firstIndent, int indent) {}

    @Override
    public void flush() {}
  }
}
