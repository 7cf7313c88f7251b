package org.fedval.agent.dicom;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Text with code extensions (PS3.5 section 6.1.2.5, PS3.3 table C.12-3): bytes below 0x80 belong to
 * the set in G0, the others to the set in G1, and an escape sequence puts another set into one of
 * them until a delimiter. Every escape sequence of the standard is followed, also one that the
 * attribute does not announce. Immutable.
 */
final class Iso2022Text {
  private static final int ESCAPE = 0x1B;

  /** How the bytes of a set become characters. */
  private enum Form {
    /** Bytes as they are. */
    PLAIN,
    /** Pairs of 7-bit bytes, of which the Java charset wants the high bit set. */
    SEVEN_BIT_PAIRS,
    /** The same behind the prefix byte of JIS X 0212 in EUC-JP. */
    JIS_X_0212
  }

  private record CodedSet(Charset charset, Form form) {
    static CodedSet plain(String javaName) {
      return new CodedSet(CharacterSet.named(javaName), Form.PLAIN);
    }

    boolean pairsInG0() {
      return form != Form.PLAIN;
    }

    String decode(byte[] bytes, int from, int to) {
      if (form == Form.PLAIN) {
        return new String(bytes, from, to - from, charset);
      }
      int step = form == Form.JIS_X_0212 ? 3 : 2;
      byte[] euc = new byte[(to - from + 1) / 2 * step];
      int length = 0;
      for (int i = from; i < to; i++) {
        if (step == 3 && (i - from) % 2 == 0) {
          euc[length++] = (byte) 0x8F;
        }
        euc[length++] = (byte) (bytes[i] | 0x80);
      }
      return new String(euc, 0, length, charset);
    }
  }

  private static final CodedSet ASCII = new CodedSet(StandardCharsets.US_ASCII, Form.PLAIN);

  private static final Map<String, CodedSet> G0 =
      Map.ofEntries(
          entry("(B", ASCII),
          entry("(J", ASCII), // JIS X 0201 romaji: the backslash must stay a delimiter
          entry("$B", new CodedSet(CharacterSet.named("EUC-JP"), Form.SEVEN_BIT_PAIRS)),
          entry("$(D", new CodedSet(CharacterSet.named("EUC-JP"), Form.JIS_X_0212)));

  private static final Map<String, CodedSet> G1 =
      Map.ofEntries(
          entry("-A", CodedSet.plain("ISO-8859-1")),
          entry("-B", CodedSet.plain("ISO-8859-2")),
          entry("-C", CodedSet.plain("ISO-8859-3")),
          entry("-D", CodedSet.plain("ISO-8859-4")),
          entry("-L", CodedSet.plain("ISO-8859-5")),
          entry("-G", CodedSet.plain("ISO-8859-6")),
          entry("-F", CodedSet.plain("ISO-8859-7")),
          entry("-H", CodedSet.plain("ISO-8859-8")),
          entry("-M", CodedSet.plain("ISO-8859-9")),
          entry("-b", CodedSet.plain("ISO-8859-15")),
          entry("-T", CodedSet.plain("TIS-620")),
          entry(")I", CodedSet.plain("JIS_X0201")),
          entry("$)C", CodedSet.plain("EUC-KR")),
          entry("$)A", CodedSet.plain("GB18030")));

  /** The escape sequence of each registration number that can stand first and fill G1. */
  private static final Map<String, String> FIRST_IN_G1 =
      Map.ofEntries(
          entry("100", "-A"),
          entry("101", "-B"),
          entry("109", "-C"),
          entry("110", "-D"),
          entry("144", "-L"),
          entry("127", "-G"),
          entry("126", "-F"),
          entry("138", "-H"),
          entry("148", "-M"),
          entry("203", "-b"),
          entry("166", "-T"),
          entry("13", ")I"),
          entry("149", "$)C"),
          entry("58", "$)A"));

  private final CodedSet initialG1;

  private Iso2022Text(CodedSet initialG1) {
    this.initialG1 = initialG1;
  }

  /** Text whose first announced set is the one of this registration number; "" for the default. */
  static Iso2022Text startingWith(String registration) {
    String escape = FIRST_IN_G1.getOrDefault(registration, "-A");
    return new Iso2022Text(G1.getOrDefault(escape, ASCII));
  }

  String decode(byte[] value, boolean personName) {
    StringBuilder text = new StringBuilder(value.length);
    CodedSet g0 = ASCII;
    CodedSet g1 = initialG1;
    int at = 0;
    while (at < value.length) {
      int code = value[at] & 0xFF;
      if (code == ESCAPE) {
        int length = escapeLength(value, at);
        String escape = new String(value, at + 1, length - 1, StandardCharsets.ISO_8859_1);
        g0 = G0.getOrDefault(escape, g0);
        g1 = G1.getOrDefault(escape, g1);
        at += length;
        continue;
      }
      if (code < 0x80 && !g0.pairsInG0() && delimits(code, personName)) {
        g1 = initialG1;
        text.append((char) code);
        at++;
        continue;
      }
      if (code < 0x20) {
        g0 = ASCII;
        g1 = initialG1;
      }
      int end = at + 1;
      while (end < value.length && sameRun(value[at], value[end], g0, personName)) {
        end++;
      }
      text.append((code < 0x80 ? g0 : g1).decode(value, at, end));
      at = end;
    }
    return text.toString();
  }

  private static boolean sameRun(byte first, byte next, CodedSet g0, boolean personName) {
    int code = next & 0xFF;
    boolean sameHalf = (first < 0) == (next < 0);
    boolean breaks = code < 0x20 || !g0.pairsInG0() && code < 0x80 && delimits(code, personName);
    return sameHalf && !breaks;
  }

  private static boolean delimits(int code, boolean personName) {
    return code == '\\' || personName && (code == '^' || code == '=');
  }

  /** Of a sequence that is in no table, the escape character alone. */
  private static int escapeLength(byte[] value, int at) {
    for (int length = 4; length >= 3; length--) {
      if (at + length <= value.length) {
        String escape = new String(value, at + 1, length - 1, StandardCharsets.ISO_8859_1);
        if (G0.containsKey(escape) || G1.containsKey(escape)) {
          return length;
        }
      }
    }
    return 1;
  }
}
