package org.fedval.wire.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded mutations of a bundle file: every one is refused with {@link BundleException}, because the
 * manifest hashes each byte. {@code -Dfedval.fuzz.rounds=100000} runs more of them.
 */
class BundleFuzzTest {
  private static final int ROUNDS = Integer.getInteger("fedval.fuzz.rounds", 1_000);

  @Test
  void a_mutated_bundle_is_refused_and_never_fails_otherwise(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("tiny.fvb");
    BundleWriter.write(file, Bundles.filled(), Bundles.MODEL, Bundles.OWNER);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(17);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] mutated = mutated(good, random);
      if (Arrays.equals(mutated, good)) {
        continue;
      }
      Files.write(file, mutated);
      try {
        LockedBundle.read(file);
        throw new AssertionError("Round " + round + " was read.");
      } catch (BundleException refused) {
        assertThat(refused).hasMessageContaining(" ");
      }
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] out = bytes.clone();
    int at = random.nextInt(out.length);
    switch (random.nextInt(5)) {
      case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(out, at, Math.min(out.length, at + 12), (byte) '7');
      case 2 -> out = Arrays.copyOf(out, at);
      case 3 -> out = Arrays.copyOf(out, out.length + 1 + random.nextInt(1024));
      default ->
          System.arraycopy(
              bytes, random.nextInt(bytes.length - 8), out, Math.min(at, out.length - 8), 8);
    }
    return out;
  }
}
