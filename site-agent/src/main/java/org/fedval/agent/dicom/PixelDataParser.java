package org.fedval.agent.dicom;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where pixel data lies without loading it. In a deflated data set nothing can be found
 * again, so there it is loaded, when it has the length that the attributes say.
 */
final class PixelDataParser {
  private final ByteCursor in;
  private final @Nullable ByteSource source;
  private final ReaderLimits limits;

  /** A parser at a cursor over {@code source}; null when the cursor's data are inflated. */
  PixelDataParser(ByteCursor in, @Nullable ByteSource source, ReaderLimits limits) {
    this.in = in;
    this.source = source;
    this.limits = limits;
  }

  /** Native pixel data at the cursor, which ends behind it. */
  Element inPlace(Vr vr, long length, boolean bigEndian, ByteSource where) throws DicomFault {
    PixelData place = new PixelData.Native(where, in.position(), length, bigEndian);
    in.skip(length);
    return new Element.Pixels(vr, place);
  }

  /** Native pixel data of a deflated data set, whose elements up to here are given. */
  Element inflated(Tag tag, Vr vr, long length, DataSet before) throws DicomFault {
    long needed = PixelLayout.of(before, PixelLayout.Kind.of(tag)).nativeBytes();
    if (length < needed
        || length > needed + NativeFrames.PADDING_BYTES
        || length > limits.frameBytes()) {
      throw DicomFault.pixels("Pixel data is not as long as rows and columns say.")
          .at(Tag.PIXEL_DATA)
          .length(length);
    }
    return new Element.Bytes(vr, in.bytes((int) length));
  }

  /** The fragments at the cursor up to their delimiter; the first item is the offset table. */
  Element.Pixels fragments(Vr vr, boolean bigEndian, ElementBudget budget) throws DicomFault {
    if (source == null) {
      throw DicomFault.unreadable("Compressed pixel data lies in a deflated data set.")
          .position(in.position());
    }
    byte @Nullable [] offsetTable = null;
    List<PixelData.Fragment> fragments = new ArrayList<>();
    while (true) {
      budget.count(in.position());
      Tag tag = new Tag(in.uint16(bigEndian), in.uint16(bigEndian));
      long length = in.uint32(bigEndian);
      if (tag.equals(Tag.SEQUENCE_DELIMITATION)) {
        break;
      }
      if (!tag.equals(Tag.ITEM) || length > limits.frameBytes()) {
        throw DicomFault.unreadable("Compressed pixel data is not a list of fragments.")
            .position(in.position())
            .length(length);
      }
      if (offsetTable == null) {
        budget.keep(length, in.position());
        offsetTable = in.bytes((int) length);
      } else {
        fragments.add(new PixelData.Fragment(in.position(), (int) length));
        in.skip(length);
      }
    }
    byte[] table = offsetTable == null ? new byte[0] : offsetTable;
    return new Element.Pixels(vr, new PixelData.Encapsulated(source, table, fragments));
  }
}
