package org.fedval.agent.dicom;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;

/**
 * Specific Character Set (0008,0005), PS3.3 section C.12.1.1.2: the first value decides. Code
 * extensions (escape sequences) are not followed; what a set cannot decode becomes U+FFFD.
 */
final class CharacterSets {
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

  private CharacterSets() {}

  static Charset of(String definedTerm) {
    String term = definedTerm.strip();
    if (term.equals("GB18030") || term.equals("GBK")) {
      return named(term);
    }
    String number = term.replaceFirst("^ISO(_| 2022 )IR ", "");
    return named(JAVA_NAMES.getOrDefault(number, "US-ASCII"));
  }

  private static Charset named(String javaName) {
    try {
      return Charset.forName(javaName);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException notInThisJava) {
      return StandardCharsets.US_ASCII;
    }
  }
}
