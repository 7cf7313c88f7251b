package org.fedval.wire.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A POSIX ustar header (IEEE Std 1003.1, pax, "ustar Interchange Format") with every field but name
 * and size fixed: mode 0644, owner 0, time 0. For a name and a size there is exactly one header.
 */
final class TarHeader {
  static final int BLOCK = 512;

  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int CHECKSUM_AT = 148;

  private TarHeader() {}

  static byte[] of(String name, long size) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, SIZE_AT, String.format(Locale.ROOT, "%011o\0", size));
    put(header, 136, "00000000000\0");
    put(header, CHECKSUM_AT, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\0");
    put(header, 263, "00");
    int sum = 0;
    for (byte value : header) {
      sum += value & 0xFF;
    }
    put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
    return header;
  }

  /** The size field, or -1 when it is not eleven octal digits. */
  static long size(byte[] header) {
    long size = 0;
    for (int i = SIZE_AT; i < SIZE_AT + SIZE_DIGITS; i++) {
      int digit = header[i] - '0';
      if (digit < 0 || digit > 7) {
        return -1;
      }
      size = size * 8 + digit;
    }
    return size;
  }

  /** Zero bytes between the content of this length and the next header. */
  static int padding(long size) {
    return (int) ((BLOCK - size % BLOCK) % BLOCK);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
