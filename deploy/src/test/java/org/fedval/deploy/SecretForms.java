package org.fedval.deploy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The ways in which software writes 32 secret bytes: either byte order, words of 4 or 8 bytes in
 * either order (the limbs of big numbers), hexadecimal, base64 at each alignment, decimal.
 */
final class SecretForms {
  private SecretForms() {}

  static List<byte[]> of(byte[] secret) {
    List<byte[]> forms = new ArrayList<>();
    byte[] reversed = swapped(secret, 1);
    for (byte[] order : List.of(secret, reversed)) {
      forms.add(middle(order));
      forms.add(middle(swapped(order, 4)));
      forms.add(middle(swapped(order, 8)));
      String hex = HexFormat.of().formatHex(order);
      forms.add(middle(ascii(hex)));
      forms.add(middle(ascii(hex.toUpperCase(Locale.ROOT))));
      forms.add(middle(hex.getBytes(StandardCharsets.UTF_16BE)));
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = new byte[order.length + shift];
        System.arraycopy(order, 0, shifted, shift, order.length);
        forms.add(middle(Base64.getEncoder().encode(shifted)));
        forms.add(middle(Base64.getUrlEncoder().encode(shifted)));
      }
      forms.add(middle(ascii(new BigInteger(1, order).toString())));
    }
    return forms;
  }

  /** Reverses the order of the words and keeps the bytes of each; of one byte: all is reversed. */
  private static byte[] swapped(byte[] bytes, int word) {
    byte[] out = new byte[bytes.length];
    for (int at = 0; at < bytes.length; at += word) {
      System.arraycopy(bytes, at, out, bytes.length - word - at, word);
    }
    return out;
  }

  // Without its ends, where a leading zero or a neighbour's bits may change a form.
  private static byte[] middle(byte[] form) {
    return Arrays.copyOfRange(form, 4, form.length - 4);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
