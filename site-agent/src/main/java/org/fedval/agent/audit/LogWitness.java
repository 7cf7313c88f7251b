package org.fedval.agent.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.log.Witness;
import org.fedval.crypto.log.WitnessRefused;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;

/**
 * This site as a witness of the coordinator's log: it cosigns one history only. What it has
 * followed is stored before a cosignature leaves. Not thread-safe.
 */
final class LogWitness {
  private static final int LIMIT_BYTES = 4096;

  private final Path memory;
  private final Path refused;
  private final SigningKey identity;
  private final NoteKey log;
  private final LocalLog local;
  private final Clock clock;

  LogWitness(
      Path memory,
      Path refused,
      SigningKey identity,
      VerifyingKey coordinator,
      LocalLog local,
      Clock clock) {
    this.memory = memory;
    this.refused = refused;
    this.identity = identity;
    this.log = NoteKey.log(coordinator);
    this.local = local;
    this.clock = clock;
  }

  /**
   * Cosigns, or asks for a proof from where this site stands.
   *
   * @throws WitnessRefused when the log contradicts what this site cosigned; the checkpoint is kept
   */
  SiteMessage.CheckpointCosigned cosign(SiteInstruction.CheckpointOffered offered) {
    SignedCheckpoint shown = SignedCheckpoint.verified(offered.note(), log);
    try {
      Witness seen = seen();
      long size = shown.checkpoint().size();
      if (offered.proof().oldSize() != seen.size() && size >= seen.size()) {
        return new SiteMessage.CheckpointCosigned(seen.size(), null);
      }
      Witness.Cosigned cosigned =
          seen.cosign(shown, offered.proof(), identity, clock.instant().getEpochSecond());
      PrivateFiles.write(memory, cosigned.next().encode());
      return new SiteMessage.CheckpointCosigned(size, cosigned.cosignature());
    } catch (WitnessRefused e) {
      keep(offered.note());
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "What this site has followed of the log cannot be read or written: " + memory + ".", e);
    }
  }

  private Witness seen() throws IOException {
    return Files.exists(memory)
        ? Witness.decode(PrivateFiles.read(memory, LIMIT_BYTES))
        : Witness.of(log);
  }

  private void keep(String note) {
    byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
    Sha256Digest hash = Sha256Digest.hash(bytes);
    try {
      PrivateFiles.write(refused.resolve(hash.hex() + ".note"), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("A refused checkpoint cannot be kept in " + refused + ".", e);
    }
    local.record(LogEvent.CHECKPOINT_REFUSED, hash);
  }
}
