package org.fedval.agent.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An immutable data set (PS3.5 section 7), ordered by tag. Lookups are lenient as real files need
 * it: an attribute that is absent, empty or not of the asked kind is empty, never an exception. The
 * text form names no value.
 */
public final class DataSet {
  /** Longer than the standard's 16 characters, which some writers exceed. */
  private static final Pattern DECIMAL = Pattern.compile("[0-9+\\-.eE]{1,64}");

  private final SortedMap<Tag, Element> elements;
  private final CharacterSet characterSet;

  private DataSet(SortedMap<Tag, Element> elements, CharacterSet characterSet) {
    this.elements = Collections.unmodifiableSortedMap(elements);
    this.characterSet = characterSet;
  }

  /**
   * Takes the elements as they are; {@code inherited} is the enclosing data set's character set.
   */
  static DataSet of(SortedMap<Tag, Element> elements, CharacterSet inherited) {
    SortedMap<Tag, Element> own = new TreeMap<>(elements);
    return new DataSet(own, characterSetOf(own, inherited));
  }

  static CharacterSet characterSetOf(Map<Tag, Element> elements, CharacterSet inherited) {
    return elements.get(Tag.SPECIFIC_CHARACTER_SET) instanceof Element.Bytes terms
        ? CharacterSet.of(new String(terms.bytes(), StandardCharsets.US_ASCII))
        : inherited;
  }

  public static DataSetBuilder builder() {
    return new DataSetBuilder();
  }

  /** All elements in tag order. */
  public SortedMap<Tag, Element> elements() {
    return elements;
  }

  public Optional<Element> element(Tag tag) {
    return Optional.ofNullable(elements.get(tag));
  }

  /**
   * The first value of a text attribute without padding, decoded by Specific Character Set (0008,
   * 0005); empty when absent or blank.
   */
  public Optional<String> text(Tag tag) {
    return rawText(tag).map(DataSet::firstOf).filter(value -> !value.isEmpty());
  }

  /** All values of a text attribute without padding; a blank value among others stays. */
  public List<String> texts(Tag tag) {
    return rawText(tag)
        .map(all -> List.of(all.split("\\\\", -1)).stream().map(DataSet::trim).toList())
        .orElse(List.of());
  }

  /** The first value of a US, SS, UL, SL or IS attribute, when it fits an int. */
  public OptionalInt integer(Tag tag) {
    if (!(elements.get(tag) instanceof Element.Bytes value)) {
      return OptionalInt.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    Vr vr = value.vr() == Vr.UN ? tag.vr() : value.vr();
    if (vr == Vr.IS) {
      return text(tag).map(DataSet::parseInteger).orElse(OptionalInt.empty());
    }
    if (bytes.remaining() < vr.wordBytes()) {
      return OptionalInt.empty();
    }
    return switch (vr) {
      case US -> OptionalInt.of(bytes.getShort() & 0xFFFF);
      case SS -> OptionalInt.of(bytes.getShort());
      case SL -> OptionalInt.of(bytes.getInt());
      case UL -> bytes.getInt(0) < 0 ? OptionalInt.empty() : OptionalInt.of(bytes.getInt(0));
      default -> OptionalInt.empty();
    };
  }

  /** All values of a US or SS attribute, as they are; none when it is of another kind. */
  int[] words(Tag tag) {
    if (!(elements.get(tag) instanceof Element.Bytes value)) {
      return new int[0];
    }
    Vr vr = value.vr() == Vr.UN ? tag.vr() : value.vr();
    if (vr.wordBytes() != 2) {
      return new int[0];
    }
    ByteBuffer bytes = ByteBuffer.wrap(value.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int[] words = new int[value.bytes().length / 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = vr == Vr.SS ? bytes.getShort() : bytes.getShort() & 0xFFFF;
    }
    return words;
  }

  /** The first value of a DS or IS attribute; empty when absent or not a finite number. */
  public OptionalDouble decimal(Tag tag) {
    Optional<String> text = text(tag);
    if (text.isEmpty() || !DECIMAL.matcher(text.get()).matches()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.get());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException notNumber) {
      return OptionalDouble.empty();
    }
  }

  /** The items of a sequence; none when absent. */
  public List<DataSet> items(Tag tag) {
    return elements.get(tag) instanceof Element.Sequence sequence ? sequence.items() : List.of();
  }

  @Override
  public String toString() {
    return "DataSet of " + elements.size() + " elements";
  }

  private Optional<String> rawText(Tag tag) {
    if (!(elements.get(tag) instanceof Element.Bytes value)) {
      return Optional.empty();
    }
    Vr vr = value.vr() == Vr.UN ? tag.vr() : value.vr();
    if (!vr.isText()) {
      return Optional.empty();
    }
    return Optional.of(characterSet.decode(value.bytes(), vr));
  }

  private static OptionalInt parseInteger(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException notNumber) {
      return OptionalInt.empty();
    }
  }

  private static String firstOf(String all) {
    int end = all.indexOf('\\');
    return trim(end < 0 ? all : all.substring(0, end));
  }

  /** Spaces and the trailing NUL that UI and careless writers pad with. */
  private static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (end > start && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == 0)) {
      end--;
    }
    while (start < end && value.charAt(start) == ' ') {
      start++;
    }
    return value.substring(start, end);
  }
}
