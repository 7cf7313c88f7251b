package org.fedval.crypto.log;

import java.util.Base64;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** Strict readers of the fields that the C2SP texts share. */
final class NoteText {
  private static final int MAX_DIGITS = 18;

  private NoteText() {}

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Padded standard base64 in its one canonical spelling. */
  static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedBody("A line of a log text is not base64.");
    }
    if (!base64(bytes).equals(text)) {
      throw new MalformedBody("A line of a log text is not base64.");
    }
    return bytes;
  }

  static Sha256Digest digest(String text) {
    return Sha256Digest.of(decode(text));
  }

  /** A decimal without leading zeros, below 10^18. */
  static long number(String text) {
    if (text.length() > MAX_DIGITS || !text.matches("0|[1-9][0-9]*")) {
      throw new MalformedBody("A number in a log text is not well-formed.");
    }
    return Long.parseLong(text);
  }

  static String keyName(String name) {
    boolean bad =
        name.isEmpty()
            || name.length() > 256
            || name.chars()
                .anyMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c));
    if (bad) {
      throw new MalformedBody("A key name must have no spaces and no plus sign.");
    }
    return name;
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new MalformedBody(sentence);
    }
  }
}
