package org.fedval.crypto.secagg;

import java.security.SecureRandom;
import java.util.Random;

/** Reproducible bytes for tests; never use it outside of them. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1;
  private final transient Random random;

  SeededRandom(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    random.nextBytes(bytes);
  }
}
