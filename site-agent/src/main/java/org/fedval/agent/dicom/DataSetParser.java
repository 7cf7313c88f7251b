package org.fedval.agent.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Parses the elements of one encoding (PS3.5 section 7). Depth, count and lengths are checked
 * against {@link ReaderLimits} and against what encloses them before anything is allocated.
 */
final class DataSetParser {
  static final long UNDEFINED = 0xFFFFFFFFL;

  /** What is kept of a data set. */
  enum Scope {
    EVERYTHING,
    /** Sequences are passed over, and parsing stops before pixel data. */
    ATTRIBUTES
  }

  private final ByteCursor in;
  private final boolean explicitVr;
  private final boolean bigEndian;
  private final Scope scope;
  private final ReaderLimits limits;
  private int elementsSeen;
  private long bytesKept;

  DataSetParser(ByteCursor in, TransferSyntax encoding, Scope scope, ReaderLimits limits) {
    this.in = in;
    this.explicitVr = encoding.explicitVr();
    this.bigEndian = encoding.bigEndian();
    this.scope = scope;
    this.limits = limits;
  }

  /** The file meta information: the elements of group 0002 at the cursor. */
  DataSet fileMeta() throws DicomFault {
    TreeMap<Tag, Element> elements = new TreeMap<>();
    while (true) {
      byte[] ahead = in.peek(2);
      if (ahead.length < 2 || ahead[0] != 2 || ahead[1] != 0) {
        return DataSet.of(elements, StandardCharsets.US_ASCII);
      }
      element(tag(), elements, in.end(), 0, StandardCharsets.US_ASCII);
    }
  }

  /** The data set up to the end of the data, or to pixel data as the scope says. */
  DataSet dataSet() throws DicomFault {
    TreeMap<Tag, Element> elements = new TreeMap<>();
    while (!in.atEnd()) {
      Tag tag = tag();
      if (tag.equals(Tag.PIXEL_DATA) && scope == Scope.ATTRIBUTES) {
        long length = header(tag).length();
        if (length != UNDEFINED) {
          in.require(length);
        }
        break;
      }
      element(tag, elements, in.end(), 0, StandardCharsets.US_ASCII);
    }
    return DataSet.of(elements, StandardCharsets.US_ASCII);
  }

  private record Header(Vr vr, long length) {}

  private Tag tag() throws DicomFault {
    return new Tag(in.uint16(bigEndian), in.uint16(bigEndian));
  }

  private Header header(Tag tag) throws DicomFault {
    if (!explicitVr) {
      return new Header(tag.vr(), in.uint32(bigEndian));
    }
    byte[] code = in.bytes(2);
    Vr vr = Vr.ofCode(code[0], code[1]);
    if (vr == null) {
      throw DicomFault.unreadable("An element has no value representation.")
          .at(tag)
          .position(in.position());
    }
    if (!vr.longHeader()) {
      return new Header(vr, in.uint16(bigEndian));
    }
    in.skip(2);
    return new Header(vr, in.uint32(bigEndian));
  }

  private void element(Tag tag, TreeMap<Tag, Element> into, long end, int depth, Charset inherited)
      throws DicomFault {
    count();
    if (tag.group() == 0xFFFE) {
      throw DicomFault.unreadable("A delimiter stands where an element should.")
          .at(tag)
          .position(in.position());
    }
    Header header = header(tag);
    long length = header.length();
    if (length != UNDEFINED && length > end - in.position()) {
      throw DicomFault.unreadable("An element is longer than what encloses it.")
          .at(tag)
          .position(in.position())
          .length(length);
    }
    if (into.containsKey(tag)) {
      throw DicomFault.unreadable("An element stands twice in one data set.")
          .at(tag)
          .position(in.position());
    }
    if (tag.equals(Tag.PIXEL_DATA) && depth == 0) {
      pixelData(header, into);
    } else if (header.vr() == Vr.SQ || length == UNDEFINED) {
      Charset charset = DataSet.charsetOf(into, inherited);
      Element.Sequence sequence = sequence(header, tag, end, depth + 1, charset);
      if (scope == Scope.EVERYTHING) {
        into.put(tag, sequence);
      }
    } else if (tag.isGroupLength()
        || length > limits.valueBytes()
        || scope == Scope.ATTRIBUTES && depth > 0) {
      in.skip(length);
    } else {
      bytesKept += length;
      if (bytesKept > limits.keptBytes()) {
        throw DicomFault.unreadable("The file holds too much beside its pixel data.")
            .position(in.position());
      }
      into.put(tag, value(header.vr(), (int) length));
    }
  }

  private Element.Bytes value(Vr vr, int length) throws DicomFault {
    byte[] value = in.bytes(length);
    return new Element.Bytes(vr, bigEndian ? ByteOrders.swapped(value, vr) : value);
  }

  /** Loads pixel data only when it can be the one grayscale frame that the attributes describe. */
  private void pixelData(Header header, TreeMap<Tag, Element> into) throws DicomFault {
    long frameBytes = PixelLayout.frameBytes(DataSet.of(into, StandardCharsets.US_ASCII));
    boolean wanted = frameBytes > 0 && frameBytes <= limits.pixelBytes();
    if (header.length() == UNDEFINED) {
      Element.Fragments fragments = fragments(header.vr(), wanted);
      if (wanted) {
        into.put(Tag.PIXEL_DATA, fragments);
      }
    } else if (wanted && header.length() <= frameBytes + NativePixels.PADDING_BYTES) {
      into.put(Tag.PIXEL_DATA, value(header.vr(), (int) header.length()));
    } else {
      in.skip(header.length());
    }
  }

  private Element.Sequence sequence(Header header, Tag tag, long end, int depth, Charset charset)
      throws DicomFault {
    if (depth > limits.depth()) {
      throw DicomFault.unreadable("Sequences are nested too deeply.")
          .at(tag)
          .position(in.position());
    }
    if (header.vr() == Vr.UN && explicitVr) {
      // PS3.5 section 6.2.2 note 4: UN of undefined length is implicit VR little endian inside.
      DataSetParser implicit =
          new DataSetParser(in, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, scope, limits);
      implicit.elementsSeen = elementsSeen;
      implicit.bytesKept = bytesKept;
      Element.Sequence inside = implicit.items(UNDEFINED, end, depth, charset);
      elementsSeen = implicit.elementsSeen;
      bytesKept = implicit.bytesKept;
      return inside;
    }
    return items(header.length(), end, depth, charset);
  }

  private Element.Sequence items(long length, long outerEnd, int depth, Charset charset)
      throws DicomFault {
    long end = length == UNDEFINED ? outerEnd : in.position() + length;
    List<DataSet> items = new ArrayList<>();
    while (length == UNDEFINED || in.position() < end) {
      count();
      Tag tag = tag();
      long itemLength = in.uint32(bigEndian);
      if (tag.equals(Tag.SEQUENCE_DELIMITATION) && length == UNDEFINED) {
        break;
      }
      if (!tag.equals(Tag.ITEM) || itemLength != UNDEFINED && itemLength > end - in.position()) {
        throw DicomFault.unreadable("A sequence holds something other than whole items.")
            .position(in.position())
            .length(itemLength);
      }
      DataSet item = item(itemLength, end, depth, charset);
      if (scope == Scope.EVERYTHING) {
        items.add(item);
      }
    }
    return new Element.Sequence(items);
  }

  private DataSet item(long length, long outerEnd, int depth, Charset charset) throws DicomFault {
    long end = length == UNDEFINED ? outerEnd : in.position() + length;
    TreeMap<Tag, Element> elements = new TreeMap<>();
    while (length == UNDEFINED || in.position() < end) {
      Tag tag = tag();
      if (tag.equals(Tag.ITEM_DELIMITATION) && length == UNDEFINED) {
        in.skip(4);
        break;
      }
      element(tag, elements, end, depth, charset);
    }
    return DataSet.of(elements, charset);
  }

  private Element.Fragments fragments(Vr vr, boolean keep) throws DicomFault {
    if (!in.endIsKnown()) {
      throw DicomFault.unreadable("Compressed pixel data lies in a deflated data set.")
          .position(in.position());
    }
    List<byte[]> fragments = new ArrayList<>();
    long total = 0;
    while (true) {
      count();
      Tag tag = tag();
      long length = in.uint32(bigEndian);
      if (tag.equals(Tag.SEQUENCE_DELIMITATION)) {
        break;
      }
      total += length;
      if (!tag.equals(Tag.ITEM) || length == UNDEFINED || total > limits.pixelBytes()) {
        throw DicomFault.unreadable("Compressed pixel data is not a list of fragments.")
            .position(in.position())
            .length(length);
      }
      if (keep) {
        fragments.add(in.bytes((int) length));
      } else {
        in.skip(length);
      }
    }
    byte[] offsetTable = fragments.isEmpty() ? new byte[0] : fragments.remove(0);
    return new Element.Fragments(vr, offsetTable, fragments);
  }

  private void count() throws DicomFault {
    if (++elementsSeen > limits.elements()) {
      throw DicomFault.unreadable("The file holds too many elements.").position(in.position());
    }
  }
}
