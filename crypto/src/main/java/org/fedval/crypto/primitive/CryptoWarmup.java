package org.fedval.crypto.primitive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.function.LongSupplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings the JDK's AES to full speed. SunJCE uses the processor's AES instructions for a stretch
 * only once the JIT has compiled its caller (JDK-8344766), so many short calls come first; a cold
 * process that starts with long calls stays 20 to 100 times slower. Takes under a second; uses a
 * fixed key on zeros, no secret.
 */
public final class CryptoWarmup {
  private static final int CTR_BYTES = 16 * 1024;
  private static final int GCM_BYTES = 64 * 1024;
  private static final int TAG_BYTES = 16;
  private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
  private static final int STRETCHES = 5;
  private static final double SLOW = 1;

  private final byte[] zeros = new byte[GCM_BYTES];
  private final byte[] out = new byte[GCM_BYTES + TAG_BYTES];
  private final byte[] opened = new byte[GCM_BYTES];
  private long nonce;

  private CryptoWarmup() {}

  /**
   * Speed in gigabytes (10^9 bytes) per second at the production call sizes, after the warm-up.
   *
   * @param ctr AES-256-CTR in calls of 16 KiB
   * @param gcmSeal AES-256-GCM encryption in calls of 64 KiB
   * @param gcmOpen AES-256-GCM decryption in calls of 64 KiB
   */
  public record Speed(double ctr, double gcmSeal, double gcmOpen) {
    /** Whether any of them is below 1 GB/s: worth a warning, never a reason to stop. */
    public boolean isSlow() {
      return ctr < SLOW || gcmSeal < SLOW || gcmOpen < SLOW;
    }
  }

  /** Warms up and measures with the given nanosecond clock. */
  public static Speed run(LongSupplier nanoTime) {
    return new CryptoWarmup().warmAndMeasure(nanoTime);
  }

  private Speed warmAndMeasure(LongSupplier nanoTime) {
    try {
      Cipher ctr = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
      ctr.init(Cipher.ENCRYPT_MODE, KEY, new IvParameterSpec(new byte[16]));
      Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
      ctr(ctr, 1024, 50_000);
      gcm(gcm, 4096, 20_000);
      ctr(ctr, CTR_BYTES, 2_000);
      gcm(gcm, GCM_BYTES, 200);
      double ctrSpeed = speed(nanoTime, 800L * CTR_BYTES, () -> ctr(ctr, CTR_BYTES, 800));
      double seal = speed(nanoTime, 100L * GCM_BYTES, () -> seal(gcm, GCM_BYTES, 100));
      double open = speed(nanoTime, 100L * GCM_BYTES, () -> open(gcm, GCM_BYTES, 100));
      return new Speed(ctrSpeed, seal, open);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES is part of every JDK.", e);
    }
  }

  /** A stretch of cipher calls. */
  private interface Work {
    void run() throws GeneralSecurityException;
  }

  // The best of several stretches: other processes can only make one slower.
  private static double speed(LongSupplier nanoTime, long bytes, Work work)
      throws GeneralSecurityException {
    double best = 0;
    for (int n = 0; n < STRETCHES; n++) {
      long start = nanoTime.getAsLong();
      work.run();
      best = Math.max(best, bytes / (double) Math.max(1, nanoTime.getAsLong() - start));
    }
    return best;
  }

  private void ctr(Cipher cipher, int length, int calls) throws GeneralSecurityException {
    for (int n = 0; n < calls; n++) {
      cipher.update(zeros, 0, length, out, 0);
    }
  }

  private void gcm(Cipher cipher, int length, int calls) throws GeneralSecurityException {
    seal(cipher, length, calls);
    open(cipher, length, calls);
  }

  private void seal(Cipher cipher, int length, int calls) throws GeneralSecurityException {
    for (int n = 0; n < calls; n++) {
      cipher.init(Cipher.ENCRYPT_MODE, KEY, iv(++nonce));
      cipher.doFinal(zeros, 0, length, out, 0);
    }
  }

  private void open(Cipher cipher, int length, int calls) throws GeneralSecurityException {
    for (int n = 0; n < calls; n++) {
      cipher.init(Cipher.DECRYPT_MODE, KEY, iv(nonce));
      cipher.doFinal(out, 0, length + TAG_BYTES, opened, 0);
    }
  }

  private static GCMParameterSpec iv(long nonce) {
    return new GCMParameterSpec(8 * TAG_BYTES, ByteBuffer.allocate(12).putLong(4, nonce).array());
  }
}
