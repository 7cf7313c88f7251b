package org.fedval.crypto.primitive;

import java.util.Locale;

/**
 * What two people read to each other to compare an identity key: the first 20 bytes of {@code
 * H(L("fingerprint") || key)} as 32 base32 characters (RFC 4648) in 8 groups of 4.
 */
public record Fingerprint(String text) {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int CHARACTERS = 32;

  public Fingerprint {
    if (!text.matches("([A-Z2-7]{4} ){7}[A-Z2-7]{4}")) {
      throw new MalformedBody("A fingerprint must be 8 groups of 4 base32 characters.");
    }
  }

  /** The fingerprint of a key. */
  public static Fingerprint of(VerifyingKey key) {
    byte[] hash = FvcWriter.labelled("fingerprint").raw(key.toByteArray()).hash().toByteArray();
    StringBuilder characters = new StringBuilder();
    for (int n = 0; n < CHARACTERS; n++) {
      int value = 0;
      for (int bit = 5 * n; bit < 5 * n + 5; bit++) {
        value = value << 1 | (hash[bit / 8] >> (7 - bit % 8) & 1);
      }
      characters.append(ALPHABET.charAt(value));
    }
    return grouped(characters);
  }

  /** Reads what a person typed: any case, spaces and hyphens anywhere. */
  public static Fingerprint parse(String typed) {
    String characters = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    if (characters.length() != CHARACTERS) {
      throw new MalformedBody("A fingerprint must be 8 groups of 4 base32 characters.");
    }
    return grouped(new StringBuilder(characters));
  }

  private static Fingerprint grouped(StringBuilder characters) {
    for (int at = CHARACTERS - 4; at > 0; at -= 4) {
      characters.insert(at, ' ');
    }
    return new Fingerprint(characters.toString());
  }

  @Override
  public String toString() {
    return text;
  }
}
