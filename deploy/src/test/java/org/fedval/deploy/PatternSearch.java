package org.fedval.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds many byte patterns of 16 bytes or more in large files, in one pass a file. */
final class PatternSearch {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int HEAD_BYTES = 2 * Long.BYTES;
  private static final int CHUNK = 1 << 24;
  private static final int FILTER_BITS = 24;

  private record Named(String name, byte[] pattern) {}

  private final Map<Long, List<Named>> byHead = new HashMap<>();
  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private int longest = HEAD_BYTES;

  /** Looks for {@code pattern} too; several patterns may have one name. */
  void add(String name, byte[] pattern) {
    if (pattern.length < HEAD_BYTES) {
      throw new IllegalArgumentException("A pattern of fewer than 16 bytes is found by chance.");
    }
    long head = head(pattern, 0);
    byHead.computeIfAbsent(head, h -> new ArrayList<>()).add(new Named(name, pattern.clone()));
    filter.set(slot(head));
    longest = Math.max(longest, pattern.length);
  }

  /** The names of all patterns that are in the file. */
  Set<String> in(Path file) throws IOException {
    Set<String> found = new TreeSet<>();
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int read = in.readNBytes(window, kept, window.length - kept);
        search(window, kept + read, found);
        if (kept + read < window.length) {
          return found;
        }
        System.arraycopy(window, CHUNK, window, 0, longest);
        kept = longest;
      }
    }
  }

  /** The names of all patterns that are in the bytes. */
  Set<String> in(byte[] bytes) {
    Set<String> found = new TreeSet<>();
    search(bytes, bytes.length, found);
    return found;
  }

  private void search(byte[] bytes, int length, Set<String> found) {
    for (int at = 0; at + HEAD_BYTES <= length; at++) {
      long head = head(bytes, at);
      if (filter.get(slot(head))) {
        for (Named named : byHead.getOrDefault(head, List.of())) {
          byte[] pattern = named.pattern();
          if (at + pattern.length <= length
              && Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
            found.add(named.name());
          }
        }
      }
    }
  }

  private static long head(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at) * 31 + (long) WORD.get(bytes, at + Long.BYTES);
  }

  private static int slot(long head) {
    return (int) (head * 0x9E3779B97F4A7C15L >>> (Long.SIZE - FILTER_BITS));
  }
}
