package org.fedval.deploy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.evaluation.counters.CounterVector;

/**
 * Every run of consecutive non-zero words of a plain vector, in each way that software writes
 * numbers. A run has at least 4 words and at least 10 bytes, so that random bytes never show one.
 */
final class PlainRuns {
  private static final int MIN_WORDS = 4;
  private static final int MIN_BYTES = 10;

  private final List<byte[]> patterns = new ArrayList<>();

  PlainRuns(CounterVector vector) {
    for (Form form : Form.values()) {
      for (long[] unit : vector.units()) {
        add(unit, form);
      }
    }
  }

  /** How a number may be written. */
  enum Form {
    LITTLE_ENDIAN_64,
    BIG_ENDIAN_64,
    LITTLE_ENDIAN_32,
    BIG_ENDIAN_32,
    VARINT,
    DECIMAL;

    byte[] bytes(long word) {
      return switch (this) {
        case LITTLE_ENDIAN_64 -> buffer(8, ByteOrder.LITTLE_ENDIAN).putLong(word).array();
        case BIG_ENDIAN_64 -> buffer(8, ByteOrder.BIG_ENDIAN).putLong(word).array();
        case LITTLE_ENDIAN_32 -> buffer(4, ByteOrder.LITTLE_ENDIAN).putInt((int) word).array();
        case BIG_ENDIAN_32 -> buffer(4, ByteOrder.BIG_ENDIAN).putInt((int) word).array();
        case VARINT -> varint(word);
        case DECIMAL -> (word + ",").getBytes(StandardCharsets.US_ASCII);
      };
    }

    private static ByteBuffer buffer(int bytes, ByteOrder order) {
      return ByteBuffer.allocate(bytes).order(order);
    }

    private static byte[] varint(long word) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      long rest = word;
      while (rest > 0x7F) {
        out.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
      return out.toByteArray();
    }
  }

  int size() {
    return patterns.size();
  }

  boolean isIn(byte[] message) {
    return patterns.stream().anyMatch(pattern -> contains(message, pattern));
  }

  static byte[] encode(long[] words, Form form) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (long word : words) {
      out.writeBytes(form.bytes(word));
    }
    return out.toByteArray();
  }

  static boolean contains(byte[] message, byte[] pattern) {
    for (int at = 0; at + pattern.length <= message.length; at++) {
      if (message[at] == pattern[0]
          && Arrays.equals(message, at, at + pattern.length, pattern, 0, pattern.length)) {
        return true;
      }
    }
    return false;
  }

  /** The shortest long-enough run from every word on. */
  private void add(long[] unit, Form form) {
    for (int from = 0; from < unit.length; from++) {
      ByteArrayOutputStream run = new ByteArrayOutputStream();
      for (int i = from; i < unit.length && unit[i] != 0; i++) {
        run.writeBytes(form.bytes(unit[i]));
        if (i - from + 1 >= MIN_WORDS && run.size() >= MIN_BYTES) {
          patterns.add(run.toByteArray());
          break;
        }
      }
    }
  }
}
