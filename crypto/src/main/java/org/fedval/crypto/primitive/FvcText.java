package org.fedval.crypto.primitive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/** Strings of the canonical encoding: Unicode NFC, valid UTF-8, at most 256 bytes. */
public final class FvcText {
  /** Longest string in bytes. */
  public static final int MAX_BYTES = 256;

  private FvcText() {}

  /** Throws {@link MalformedBody} unless {@code text} is allowed; returns it otherwise. */
  public static String check(String text) {
    encode(text);
    return text;
  }

  static byte[] encode(String text) {
    if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      throw new MalformedBody("A text field must be in Unicode form NFC.");
    }
    try {
      ByteBuffer encoded =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .encode(java.nio.CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      if (bytes.length > MAX_BYTES) {
        throw new MalformedBody("A text field may have at most 256 bytes.");
      }
      return bytes;
    } catch (CharacterCodingException e) {
      throw new MalformedBody("A text field must be valid Unicode.");
    }
  }

  static String decode(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return check(text);
    } catch (CharacterCodingException e) {
      throw new MalformedBody("A text field must be valid UTF-8.");
    }
  }
}
