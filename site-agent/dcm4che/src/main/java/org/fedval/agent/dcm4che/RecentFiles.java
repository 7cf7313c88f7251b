package org.fedval.agent.dcm4che;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files between the reading of their attributes and of their pixels, since DIMSE gives both at once
 * or neither: the newest ones, up to 256 MiB together; the others are retrieved again. Thread-safe.
 */
final class RecentFiles {
  private static final long LIMIT_BYTES = 256L << 20;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private long bytes;

  synchronized void keep(String instance, byte[] file) {
    byte[] before = files.remove(instance);
    bytes -= before == null ? 0 : before.length;
    files.put(instance, file);
    bytes += file.length;
    Iterator<byte[]> oldest = files.values().iterator();
    while (bytes > LIMIT_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().length;
      oldest.remove();
    }
  }

  /** The file, which is then forgotten; null when it is not here. */
  synchronized byte @Nullable [] take(String instance) {
    byte[] file = files.remove(instance);
    bytes -= file == null ? 0 : file.length;
    return file;
  }
}
