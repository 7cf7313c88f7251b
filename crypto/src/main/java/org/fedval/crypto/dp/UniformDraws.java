package org.fedval.crypto.dp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Exactly uniform integers and exact Bernoulli trials from the AES-256-CTR stream of one 32-byte
 * key. The same key gives the same draws, so the key is kept as a secret beside the commitment to
 * the frozen vector, or no audit could recompute it. Not thread-safe.
 */
public final class UniformDraws {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final MaskStream stream;
  private final byte[] buffer = new byte[MaskStream.CALL_BYTES];
  private int at = buffer.length;

  private UniformDraws(MaskStream stream) {
    this.stream = stream;
  }

  /** The draws of {@code key}, which is new for every slot. */
  public static UniformDraws of(SecretBytes key) {
    return new UniformDraws(MaskStream.open(key, 0));
  }

  /** A fresh key for one slot. */
  public static SecretBytes freshKey(SecureRandom random) {
    return SecretBytes.random(32, random);
  }

  /** Uniform in 0 to {@code bound} - 1, by rejection; {@code bound} is positive. */
  long below(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("A uniform draw needs a positive bound.");
    }
    long mask = bound == 1 ? 0 : -1L >>> Long.numberOfLeadingZeros(bound - 1);
    long value;
    do {
      value = word() & mask;
    } while (value >= bound);
    return value;
  }

  /** True with probability {@code numerator / denominator}, a fraction of 0 to 1. */
  boolean bernoulli(long numerator, long denominator) {
    return below(denominator) < numerator;
  }

  boolean coin() {
    return (word() & 1) == 1;
  }

  /**
   * True with probability {@code exp(-numerator / denominator)}: Canonne, Kamath and Steinke,
   * NeurIPS 2020, algorithm 1.
   */
  boolean bernoulliExp(long numerator, long denominator) {
    for (long whole = numerator / denominator; whole > 0; whole--) {
      if (!bernoulliExpOfFraction(1, 1)) {
        return false;
      }
    }
    return bernoulliExpOfFraction(numerator % denominator, denominator);
  }

  // K counts successes of Bernoulli(gamma / K) until the first failure; P(K odd) = exp(-gamma).
  private boolean bernoulliExpOfFraction(long numerator, long denominator) {
    long trial = 1;
    while (bernoulli(numerator, Math.multiplyExact(denominator, trial))) {
      trial++;
    }
    return trial % 2 == 1;
  }

  private long word() {
    if (at == buffer.length) {
      stream.next(buffer, buffer.length);
      at = 0;
    }
    long word = (long) WORD.get(buffer, at);
    at += Long.BYTES;
    return word;
  }

  @Override
  public String toString() {
    return "UniformDraws[redacted]";
  }
}
