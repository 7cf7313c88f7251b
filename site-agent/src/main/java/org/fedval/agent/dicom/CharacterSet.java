package org.fedval.agent.dicom;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Specific Character Set (0008,0005) says of text (PS3.3 section C.12.1.1.2), with code
 * extensions where a value asks for them. Lenient as real files need it: an unknown term is the
 * default repertoire, whose bytes above ASCII are read as Latin-1, and what a set cannot decode
 * becomes U+FFFD. Immutable.
 */
final class CharacterSet {
  /** What holds where nothing is said: ISO_IR 6. */
  static final CharacterSet DEFAULT =
      new CharacterSet(StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII, null);

  private static final Pattern REGISTERED =
      Pattern.compile("ISO[ _-]?(2022[ _-]?)?(IR[ _-]?)?([0-9]{1,3})");

  private static final Map<String, String> JAVA_NAMES =
      Map.ofEntries(
          entry("100", "ISO-8859-1"),
          entry("101", "ISO-8859-2"),
          entry("109", "ISO-8859-3"),
          entry("110", "ISO-8859-4"),
          entry("144", "ISO-8859-5"),
          entry("127", "ISO-8859-6"),
          entry("126", "ISO-8859-7"),
          entry("138", "ISO-8859-8"),
          entry("148", "ISO-8859-9"),
          entry("203", "ISO-8859-15"),
          entry("13", "JIS_X0201"),
          entry("166", "TIS-620"),
          entry("192", "UTF-8"));

  private final Charset decoder;
  private final Charset encoder;
  private final @Nullable Iso2022Text extensions;

  private CharacterSet(Charset decoder, Charset encoder, @Nullable Iso2022Text extensions) {
    this.decoder = decoder;
    this.encoder = encoder;
    this.extensions = extensions;
  }

  /** The set of an attribute's whole value, its terms parted by backslashes. */
  static CharacterSet of(String definedTerms) {
    String[] terms = definedTerms.replace('\0', ' ').split("\\\\", -1);
    String first = terms[0].strip();
    String number = number(first);
    if (first.equals("GB18030") || first.equals("GBK") || first.equals("ISO 2022 GBK")) {
      Charset chinese = named(first.equals("GB18030") ? first : "GBK");
      return new CharacterSet(chinese, chinese, null);
    }
    Charset encoder = named(JAVA_NAMES.getOrDefault(number, "US-ASCII"));
    if (!number.equals("192") && definedTerms.contains("2022")) {
      return new CharacterSet(encoder, encoder, Iso2022Text.startingWith(number));
    }
    return encoder.equals(StandardCharsets.US_ASCII)
        ? DEFAULT
        : new CharacterSet(encoder, encoder, null);
  }

  /** A value's text; attributes of other VRs than names and free text have the default set. */
  String decode(byte[] value, Vr vr) {
    if (!vr.followsCharacterSet()) {
      return new String(value, StandardCharsets.ISO_8859_1);
    }
    return extensions == null
        ? new String(value, decoder).replace('\u00a5', yen())
        : extensions.decode(value, vr == Vr.PN);
  }

  /** What encodes new text. */
  Charset encoder(Vr vr) {
    return vr.followsCharacterSet() ? encoder : StandardCharsets.US_ASCII;
  }

  /** JIS X 0201 has the yen sign where the backslash parts values. */
  private char yen() {
    return decoder.name().equals("JIS_X0201") ? '\\' : '\u00a5';
  }

  private static String number(String term) {
    Matcher matcher = REGISTERED.matcher(term);
    return matcher.matches() ? matcher.group(3) : "";
  }

  static Charset named(String javaName) {
    try {
      return Charset.forName(javaName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException notInThisJava) {
      return StandardCharsets.US_ASCII;
    }
  }
}
