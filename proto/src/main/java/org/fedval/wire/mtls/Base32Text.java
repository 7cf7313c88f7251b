package org.fedval.wire.mtls;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.util.encoders.Base32;

/** Base32 (RFC 4648 section 6) in capitals without padding; every value has one text only. */
final class Base32Text {
  private static final int GROUP = 8;

  private Base32Text() {}

  static String encode(byte[] bytes) {
    return Base32.toBase32String(bytes).replace("=", "");
  }

  /** Empty unless the text is exactly what {@link #encode} gives for some value of this length. */
  static Optional<byte[]> decode(String text, int bytes) {
    if (text.length() != (bytes * 8 + 4) / 5) {
      return Optional.empty();
    }
    String padded = text + "=".repeat((GROUP - text.length() % GROUP) % GROUP);
    try {
      byte[] value = Base32.decode(padded.getBytes(StandardCharsets.US_ASCII));
      return value.length == bytes && encode(value).equals(text)
          ? Optional.of(value)
          : Optional.empty();
    } catch (IllegalStateException | IndexOutOfBoundsException malformed) {
      return Optional.empty();
    }
  }
}
