package org.fedval.agent.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
  private final @Nullable ByteSource source;
  private final boolean explicitVr;
  private final boolean bigEndian;
  private final Scope scope;
  private final ReaderLimits limits;
  private final ElementBudget budget;
  private final TreeMap<Tag, Element> outermost = new TreeMap<>();

  /** A parser of what {@code in} holds; its positions are those of {@code source}, if not null. */
  DataSetParser(
      ByteCursor in,
      @Nullable ByteSource source,
      TransferSyntax encoding,
      Scope scope,
      ReaderLimits limits) {
    this(in, source, encoding, scope, limits, new ElementBudget(limits));
  }

  private DataSetParser(
      ByteCursor in,
      @Nullable ByteSource source,
      TransferSyntax encoding,
      Scope scope,
      ReaderLimits limits,
      ElementBudget budget) {
    this.in = in;
    this.source = source;
    this.explicitVr = encoding.explicitVr();
    this.bigEndian = encoding.bigEndian();
    this.scope = scope;
    this.limits = limits;
    this.budget = budget;
  }

  /** The file meta information: the elements of group 0002 at the cursor. */
  DataSet fileMeta() throws DicomFault {
    while (true) {
      byte[] ahead = in.peek(2);
      if (ahead.length < 2 || ahead[0] != 2 || ahead[1] != 0) {
        return soFar();
      }
      element(tag(), outermost, in.end(), 0, CharacterSet.DEFAULT);
    }
  }

  /** The data set up to the end of the data, or to pixel data as the scope says. */
  DataSet dataSet() throws DicomFault {
    while (!in.atEnd()) {
      Tag tag = tag();
      if (tag.isPixelData() && scope == Scope.ATTRIBUTES) {
        long length = header(tag).length();
        if (length != UNDEFINED) {
          in.require(length);
        }
        break;
      }
      element(tag, outermost, in.end(), 0, CharacterSet.DEFAULT);
    }
    return soFar();
  }

  /** The outermost elements that were whole, also after a fault. */
  DataSet soFar() {
    return DataSet.of(outermost, CharacterSet.DEFAULT);
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

  private void element(
      Tag tag, TreeMap<Tag, Element> into, long end, int depth, CharacterSet inherited)
      throws DicomFault {
    budget.count(in.position());
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
    if (tag.isPixelData() && (depth == 0 || length == UNDEFINED)) {
      Element pixels = pixelData(tag, header, into);
      if (depth == 0) {
        into.put(tag, pixels);
      }
    } else if (header.vr() == Vr.SQ || length == UNDEFINED) {
      CharacterSet characterSet = DataSet.characterSetOf(into, inherited);
      Element.Sequence sequence = sequence(header, tag, end, depth + 1, characterSet);
      if (scope == Scope.EVERYTHING) {
        into.put(tag, sequence);
      }
    } else if (tag.isGroupLength()
        || length > limits.valueBytes()
        || scope == Scope.ATTRIBUTES && depth > 0) {
      in.skip(length);
    } else {
      budget.keep(length, in.position());
      byte[] value = in.bytes((int) length);
      Vr vr = header.vr();
      into.put(tag, new Element.Bytes(vr, bigEndian ? ByteOrders.swapped(value, vr) : value));
    }
  }

  private Element pixelData(Tag tag, Header header, TreeMap<Tag, Element> into) throws DicomFault {
    PixelDataParser parser = new PixelDataParser(in, source, limits);
    if (header.length() == UNDEFINED) {
      return parser.fragments(header.vr(), bigEndian, budget);
    }
    if (source == null) {
      DataSet before = DataSet.of(into, CharacterSet.DEFAULT);
      return parser.inflated(tag, header.vr(), header.length(), before);
    }
    return parser.inPlace(header.vr(), header.length(), bigEndian, source);
  }

  private Element.Sequence sequence(
      Header header, Tag tag, long end, int depth, CharacterSet characterSet) throws DicomFault {
    if (depth > limits.depth()) {
      throw DicomFault.unreadable("Sequences are nested too deeply.")
          .at(tag)
          .position(in.position());
    }
    if (header.vr() == Vr.UN && explicitVr) {
      // PS3.5 section 6.2.2 note 4: UN of undefined length is implicit VR little endian inside.
      TransferSyntax inside = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
      return new DataSetParser(in, source, inside, scope, limits, budget)
          .items(UNDEFINED, end, depth, characterSet);
    }
    return items(header.length(), end, depth, characterSet);
  }

  private Element.Sequence items(long length, long outerEnd, int depth, CharacterSet characterSet)
      throws DicomFault {
    long end = length == UNDEFINED ? outerEnd : in.position() + length;
    List<DataSet> items = new ArrayList<>();
    while (length == UNDEFINED || in.position() < end) {
      budget.count(in.position());
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
      DataSet item = item(itemLength, end, depth, characterSet);
      if (scope == Scope.EVERYTHING) {
        items.add(item);
      }
    }
    return new Element.Sequence(items);
  }

  private DataSet item(long length, long outerEnd, int depth, CharacterSet characterSet)
      throws DicomFault {
    long end = length == UNDEFINED ? outerEnd : in.position() + length;
    TreeMap<Tag, Element> elements = new TreeMap<>();
    while (length == UNDEFINED || in.position() < end) {
      Tag tag = tag();
      if (tag.equals(Tag.ITEM_DELIMITATION) && length == UNDEFINED) {
        in.skip(4);
        break;
      }
      element(tag, elements, end, depth, characterSet);
    }
    return DataSet.of(elements, characterSet);
  }
}
