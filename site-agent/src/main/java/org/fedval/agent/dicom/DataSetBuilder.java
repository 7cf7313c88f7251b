package org.fedval.agent.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Collects elements for a {@link DataSet}; a tag put twice keeps the later value. The VR is the
 * tag's own unless named. Values that their VR cannot hold are refused with {@link
 * IllegalArgumentException}, for they are a mistake of the calling code.
 */
public final class DataSetBuilder {
  private final TreeMap<Tag, Element> elements = new TreeMap<>();
  private final TreeMap<Tag, String> texts = new TreeMap<>();

  DataSetBuilder() {}

  /** Values of a text VR; encoded at {@link #build} by Specific Character Set, ASCII without it. */
  public DataSetBuilder text(Tag tag, String... values) {
    if (!tag.vr().isText()) {
      throw new IllegalArgumentException("Attribute " + tag + " does not hold text.");
    }
    elements.remove(tag);
    texts.put(tag, String.join("\\", values));
    return this;
  }

  /** Values of a DS attribute, in at most 16 characters each. */
  public DataSetBuilder decimal(Tag tag, double... values) {
    return text(
        tag,
        DoubleStream.of(values).mapToObj(DataSetBuilder::decimalString).toArray(String[]::new));
  }

  /** Values of a US, SS, UL, SL or IS attribute. */
  public DataSetBuilder integer(Tag tag, int... values) {
    if (tag.vr() == Vr.IS) {
      return text(tag, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
    }
    int width = tag.vr().wordBytes();
    ByteBuffer bytes = ByteBuffer.allocate(values.length * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      switch (tag.vr()) {
        case US -> bytes.putShort((short) checked(tag, value, 0, 0xFFFF));
        case SS -> bytes.putShort((short) checked(tag, value, Short.MIN_VALUE, Short.MAX_VALUE));
        case UL -> bytes.putInt(checked(tag, value, 0, Integer.MAX_VALUE));
        case SL -> bytes.putInt(value);
        default ->
            throw new IllegalArgumentException("Attribute " + tag + " does not hold integers.");
      }
    }
    return bytes(tag, tag.vr(), bytes.array());
  }

  /** A value as it is, little endian; padded to even length. The array is handed over. */
  public DataSetBuilder bytes(Tag tag, Vr vr, byte[] value) {
    if (vr == Vr.SQ) {
      throw new IllegalArgumentException("A sequence has items, not bytes.");
    }
    return put(tag, new Element.Bytes(vr, padded(value, vr)));
  }

  public DataSetBuilder sequence(Tag tag, List<DataSet> items) {
    return put(tag, new Element.Sequence(items));
  }

  /** One-byte stored values, row-major. */
  public DataSetBuilder pixels8(byte[] samples) {
    return bytes(Tag.PIXEL_DATA, Vr.OB, samples);
  }

  /** Two-byte stored values, row-major. */
  public DataSetBuilder pixels16(short[] samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(samples.length, 2)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes(Tag.PIXEL_DATA, Vr.OW, bytes.array());
  }

  public DataSetBuilder put(Tag tag, Element element) {
    if (tag.group() == 0xFFFE || tag.isGroupLength()) {
      throw new IllegalArgumentException("Tag " + tag + " belongs to the encoding.");
    }
    texts.remove(tag);
    elements.put(tag, element);
    return this;
  }

  public DataSet build() {
    TreeMap<Tag, Element> all = new TreeMap<>(elements);
    String term = texts.getOrDefault(Tag.SPECIFIC_CHARACTER_SET, "");
    CharacterSet set = CharacterSet.of(term);
    for (Map.Entry<Tag, String> text : texts.entrySet()) {
      Vr vr = text.getKey().vr();
      all.put(text.getKey(), new Element.Bytes(vr, padded(encode(text, set.encoder(vr)), vr)));
    }
    return DataSet.of(all, CharacterSet.DEFAULT);
  }

  private static byte[] encode(Map.Entry<Tag, String> text, Charset charset) {
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text.getValue()));
      return Arrays.copyOf(encoded.array(), encoded.remaining());
    } catch (CharacterCodingException outsideTheSet) {
      throw new IllegalArgumentException(
          "The text of attribute " + text.getKey() + " needs another Specific Character Set.");
    }
  }

  private static byte[] padded(byte[] value, Vr vr) {
    if (value.length % 2 == 0) {
      return value;
    }
    byte[] even = Arrays.copyOf(value, value.length + 1);
    even[value.length] = vr.padding();
    return even;
  }

  private static int checked(Tag tag, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException("A number of attribute " + tag + " is out of range.");
    }
    return value;
  }

  /** The shortest exact form where 16 characters hold it (PS3.5 section 6.2), else rounded. */
  private static String decimalString(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    for (int digits = 17; digits > 0; digits--) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      for (String form : List.of(rounded.toPlainString(), rounded.toString())) {
        if (form.length() <= 16) {
          return form;
        }
      }
    }
    throw new IllegalArgumentException("A number does not fit a decimal string.");
  }
}
