package org.fedval.crypto.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fedval.crypto.dp.RhoLedger;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.Witness;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.attest.AttestationPolicy;
import org.fedval.crypto.sealed.attest.AttestationStatement;
import org.fedval.crypto.sealed.attest.Evidence;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body of the bundle, the log and the ledger has exactly one spelling. */
class SealedBodiesTest {
  private static final long SEED = 4711;
  private static final VerifyingKey KEY =
      SigningKey.fromSeed(SecretBytes.copyOf(new byte[32])).verifyingKey();
  private static final Sha256Digest HASH = Sha256Digest.hash(new byte[] {1});

  record Kind(String name, byte[] body, UnaryOperator<byte[]> rewrite) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    Octets id = Bundles.ID;
    SealingKey sealing =
        new SealingKey(
            X25519KeyPair.fromScalar(Bundles.key(1)).publicKey(),
            MlKem.fromSeed(SecretBytes.copyOf(Bundles.bytes(2, 64))).encapsulationKey());
    return Stream.of(
        new Kind(
            "BundleManifest",
            new BundleManifest(id, HASH, HASH, 9, "m", "1", HASH, HASH, KEY, 8).encode(),
            b -> BundleManifest.decode(b).encode()),
        new Kind(
            "ModelWrap",
            new ModelWrap(HASH, id, "north", Octets.of(Bundles.bytes(3, 1168))).encode(),
            b -> ModelWrap.decode(b).encode()),
        new Kind(
            "AttestationPolicy",
            new AttestationPolicy(
                    List.of("sev-snp", "tdx"), List.of(id), List.of(HASH), 1, 60, true)
                .encode(),
            b -> AttestationPolicy.decode(b).encode()),
        new Kind(
            "AttestationStatement",
            new AttestationStatement(
                    Octets.of(Bundles.bytes(4, 32)),
                    HASH,
                    "north",
                    KEY,
                    sealing,
                    new Evidence("tdx", Octets.of(Bundles.bytes(5, 90))))
                .encode(),
            b -> AttestationStatement.decode(b).encode()),
        new Kind(
            "LogEntry",
            new LogEntry(7, LogEvent.RESULT, HASH, 3, HASH, HASH).encode(),
            b -> LogEntry.decode(b).encode()),
        new Kind(
            "Witness",
            new Witness(NoteKey.log("fedval/c", KEY), 5, HASH).encode(),
            b -> Witness.decode(b).encode()),
        new Kind(
            "RhoLedger",
            RhoLedger.open(HASH, 100)
                .masked(HASH, "a", HASH, HASH, 5)
                .masked(HASH, "a", Sha256Digest.ZERO, HASH, 5)
                .masked(HASH, "b", HASH, HASH, 6)
                .encode(),
            b -> RhoLedger.decode(b).encode()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reading_and_writing_gives_the_same_bytes(Kind kind) {
    assertThat(kind.rewrite().apply(kind.body())).isEqualTo(kind.body());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void every_truncation_and_every_extension_is_refused(Kind kind) {
    for (int length = 0; length <= kind.body().length + 3; length++) {
      if (length != kind.body().length) {
        byte[] resized = Arrays.copyOf(kind.body(), length);
        assertThatThrownBy(() -> kind.rewrite().apply(resized))
            .as("length %d", length)
            .isInstanceOf(MalformedBody.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_changed_bit_is_refused_or_kept_exactly(Kind kind) {
    for (int at = 0; at < kind.body().length; at++) {
      byte[] changed = kind.body().clone();
      changed[at] ^= (byte) (1 << at % 8);
      try {
        assertThat(kind.rewrite().apply(changed)).isEqualTo(changed);
      } catch (MalformedBody e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void junk_behind_the_label_is_refused_or_kept_exactly(Kind kind) {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      byte[] junk = kind.body().clone();
      int from = 20 + random.nextInt(junk.length - 20);
      byte[] noise = new byte[junk.length - from];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, junk, from, noise.length);
      try {
        assertThat(kind.rewrite().apply(junk)).as("seed %d", SEED).isEqualTo(junk);
      } catch (MalformedBody e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }
}
