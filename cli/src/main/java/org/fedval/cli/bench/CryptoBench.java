package org.fedval.cli.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.ring.RingVector.SignedStream;
import org.fedval.crypto.sealed.SealedHeader;
import org.fedval.crypto.sealed.SealedStream;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Medians over rounds in which every loop runs once, ours and the bare one in turn, so that a
 * change of the machine's speed meets both. Milliseconds; a ratio is bare time over our time.
 */
final class CryptoBench {
  static final int COUNTERS = 1_000_000;
  static final int MASKS = 25;

  private static final int WARM_ROUNDS = 15;
  private static final int MASK_BYTES = COUNTERS * Long.BYTES;
  private static final int SEGMENT = SealedHeader.SEGMENT_BYTES;
  private static final int SEAL_BYTES = 128 * SEGMENT;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BITS = 8 * SealedHeader.TAG_BYTES;
  private static final double NANOS_PER_MILLI = 1e6;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec bareKey = new SecretKeySpec(new byte[KEY_BYTES], "AES");
  private final List<SecretBytes> keys = new ArrayList<>();
  private final RingVector vector = RingVector.zeros(RingBits.W64, COUNTERS);
  private final byte[] zeros = new byte[MaskStream.CALL_BYTES];
  private final byte[] keystream = new byte[MaskStream.CALL_BYTES];
  private final byte[] plain = new byte[SEGMENT];
  private final byte[] sealed = new byte[SEGMENT + SealedHeader.TAG_BYTES];
  private final Map<String, List<Long>> nanos = new LinkedHashMap<>();
  private long nonce;

  CryptoBench() {
    for (int m = 0; m < MASKS; m++) {
      keys.add(SecretBytes.random(KEY_BYTES, random));
    }
  }

  /** Figures by part. */
  Map<String, Map<String, Number>> run(int rounds) throws GeneralSecurityException {
    for (int round = 0; round < WARM_ROUNDS; round++) {
      round();
    }
    nanos.clear();
    for (int round = 0; round < rounds; round++) {
      round();
    }
    Map<String, Map<String, Number>> parts = new LinkedHashMap<>();
    parts.put("keystream", against("bare", "stream", MASK_BYTES));
    parts.put("masking", against("bare", "mask", MASK_BYTES));
    parts.put("masking_with_addition", against("bare_add", "mask", MASK_BYTES));
    parts.put("sealing", against("gcm", "seal", SEAL_BYTES));
    Map<String, Number> masks = new LinkedHashMap<>();
    masks.put("counters", COUNTERS);
    masks.put("masks", MASKS);
    masks.put("ms", median("masks"));
    masks.put("bare_ms", median("bare_masks"));
    masks.put("ratio", median("bare_masks") / median("masks"));
    int cores = Runtime.getRuntime().availableProcessors();
    masks.put("cores", cores);
    masks.put("times_bare_over_cores", median("masks") / (median("bare_masks") / cores));
    parts.put("masks_25", masks);
    return parts;
  }

  private void round() throws GeneralSecurityException {
    timed("bare", () -> bare(1, false));
    timed("stream", this::stream);
    timed("bare_add", () -> bare(1, true));
    timed("mask", () -> masks(1));
    timed("gcm", this::bareGcm);
    timed("seal", this::seal);
    timed("bare_masks", () -> bare(MASKS, false));
    timed("masks", () -> masks(MASKS));
  }

  private void bare(int streams, boolean add) throws GeneralSecurityException {
    for (int m = 0; m < streams; m++) {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
      cipher.init(Cipher.ENCRYPT_MODE, bareKey, new IvParameterSpec(new byte[16]));
      for (int at = 0; at < MASK_BYTES; at += zeros.length) {
        int length = cipher.update(zeros, 0, Math.min(MASK_BYTES - at, zeros.length), keystream, 0);
        if (add) {
          vector.addBytes(at, keystream, length);
        }
      }
    }
  }

  private void stream() {
    MaskStream stream = MaskStream.open(keys.get(0), 0);
    for (int at = 0; at < MASK_BYTES; at += keystream.length) {
      stream.next(keystream, Math.min(MASK_BYTES - at, keystream.length));
    }
  }

  private void masks(int count) {
    List<SignedStream> streams = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      streams.add(new SignedStream(MaskStream.open(keys.get(m), 0), m % 2 == 0));
    }
    vector.apply(streams, 0, COUNTERS);
  }

  private void bareGcm() throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    for (int at = 0; at < SEAL_BYTES; at += SEGMENT) {
      byte[] iv = ByteBuffer.allocate(12).putLong(4, nonce++).array();
      cipher.init(Cipher.ENCRYPT_MODE, bareKey, new GCMParameterSpec(TAG_BITS, iv));
      cipher.doFinal(plain, 0, SEGMENT, sealed, 0);
    }
  }

  private void seal() {
    SealedStream.Sealer sealer =
        SealedStream.seal(
            keys.get(0), Octets.of(new byte[SealedStream.BUNDLE_ID_BYTES]), SEAL_BYTES, random);
    while (sealer.nextPlainBytes() >= 0) {
      sealer.accept(plain, sealed);
    }
  }

  private Map<String, Number> against(String bare, String ours, int bytes) {
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("bytes", bytes);
    figures.put("ms", median(ours));
    figures.put("bare_ms", median(bare));
    figures.put("ratio", median(bare) / median(ours));
    return figures;
  }

  private double median(String name) {
    List<Long> sorted = nanos.getOrDefault(name, List.of()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2) / NANOS_PER_MILLI;
  }

  private void timed(String name, Work work) throws GeneralSecurityException {
    long start = System.nanoTime();
    work.run();
    nanos.computeIfAbsent(name, n -> new ArrayList<>()).add(System.nanoTime() - start);
  }

  private interface Work {
    void run() throws GeneralSecurityException;
  }
}
