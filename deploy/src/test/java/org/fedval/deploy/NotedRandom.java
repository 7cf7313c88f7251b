package org.fedval.deploy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Real randomness that remembers what it gave, so that a test knows a site's secrets. */
final class NotedRandom extends SecureRandom {
  private static final long serialVersionUID = 1;

  private final transient SecureRandom source = new SecureRandom();
  private final transient List<byte[]> drawn = new ArrayList<>();

  @Override
  public synchronized void nextBytes(byte[] bytes) {
    source.nextBytes(bytes);
    drawn.add(bytes.clone());
  }

  /** Every draw of exactly this many bytes, in order. */
  synchronized List<byte[]> drawn(int bytes) {
    return drawn.stream().filter(draw -> draw.length == bytes).toList();
  }
}
