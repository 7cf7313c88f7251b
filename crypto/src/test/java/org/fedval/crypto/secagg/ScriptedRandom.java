package org.fedval.crypto.secagg;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;

/** Hands out given byte strings in order, and fails on any other request. */
final class ScriptedRandom extends SecureRandom {
  private static final long serialVersionUID = 1;
  private final transient Deque<byte[]> script = new ArrayDeque<>();

  ScriptedRandom then(byte[] bytes) {
    script.add(bytes);
    return this;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] next = script.remove();
    if (next.length != bytes.length) {
      throw new AssertionError("The script has another length here.");
    }
    System.arraycopy(next, 0, bytes, 0, bytes.length);
  }
}
