package org.fedval.benchmarks;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.ring.RingVector.SignedStream;
import org.fedval.crypto.secret.SecretBytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A site's masking: 25 masks over a million 64-bit words, which is 24 pair masks and the self mask.
 * The least that it could cost is the AES-256-CTR keystream of the same 200 million bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(2)
public class MaskBenchmark {
  private static final int ELEMENTS = 1_000_000;
  private static final int MASKS = 25;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final List<SecretBytes> keys = new ArrayList<>();
  private final RingVector vector = RingVector.zeros(RingBits.W64, ELEMENTS);
  private final byte[] zeros = new byte[MaskStream.CALL_BYTES];
  private final byte[] keystream = new byte[MaskStream.CALL_BYTES];

  @Setup
  public void keys() {
    for (int i = 0; i < MASKS; i++) {
      keys.add(SecretBytes.random(KEY_BYTES, random));
    }
  }

  /** What the agent does: every mask over every word, half of them subtracted. */
  @Benchmark
  public RingVector masks() {
    List<SignedStream> streams = new ArrayList<>();
    for (int i = 0; i < MASKS; i++) {
      streams.add(new SignedStream(MaskStream.open(keys.get(i), 0), i % 2 == 0));
    }
    vector.apply(streams, 0, ELEMENTS);
    return vector;
  }

  /** The keystreams alone, thrown away. */
  @Benchmark
  public byte[] bareKeystream() throws GeneralSecurityException {
    byte[] key = new byte[KEY_BYTES];
    for (int i = 0; i < MASKS; i++) {
      key[0] = (byte) i;
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", "SunJCE");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      for (int left = ELEMENTS * Long.BYTES; left > 0; left -= zeros.length) {
        cipher.update(zeros, 0, Math.min(left, zeros.length), keystream, 0);
      }
    }
    return keystream;
  }
}
