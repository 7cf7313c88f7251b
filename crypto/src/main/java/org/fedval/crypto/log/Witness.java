package org.fedval.crypto.log;

import org.fedval.crypto.log.WitnessRefused.Reason;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;

/**
 * A site's memory of one log: the largest head it ever cosigned. Immutable; {@link #cosign} gives
 * the next memory, which the caller must store before it sends the cosignature.
 *
 * @param log the pinned key of the log
 */
public record Witness(NoteKey log, long size, Sha256Digest root) {
  private static final String TYPE = "Witness";

  /** A cosignature and the memory to store before it is sent. */
  public record Cosigned(Witness next, NoteSignature cosignature) {}

  /** A site that has seen nothing of {@code log} yet. */
  public static Witness of(NoteKey log) {
    return new Witness(log, 0, MerkleTree.EMPTY_ROOT);
  }

  /**
   * Cosigns a checkpoint that extends everything cosigned before, at a POSIX time in seconds.
   * {@link WitnessRefused} otherwise; the caller keeps the checkpoint as evidence.
   */
  public Cosigned cosign(
      SignedCheckpoint shown, ConsistencyProof proof, SigningKey identity, long posixSeconds) {
    Checkpoint head = shown.checkpoint();
    require(shown.log().equals(log), Reason.OTHER_LOG);
    require(head.size() >= size, Reason.WENT_BACK);
    require(head.size() != size || head.root().equals(root), Reason.FORKED);
    require(proof.oldSize() == size && proof.newSize() == head.size(), Reason.WRONG_PROOF);
    require(proof.verifies(root, head.root()), Reason.WRONG_PROOF);
    NoteKey key = NoteKey.witness(identity.verifyingKey());
    return new Cosigned(
        new Witness(log, head.size(), head.root()),
        key.cosign(head.text(), posixSeconds, identity));
  }

  /** The memory as bytes, for the site's store. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE).text(log.vkey()).u64(size).digest(root).toByteArray();
  }

  /** Reads the memory back. */
  public static Witness decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Witness witness = new Witness(NoteKey.parse(in.text()), in.u64(), in.digest());
    in.end();
    return witness;
  }

  private static void require(boolean holds, Reason reason) {
    if (!holds) {
      throw new WitnessRefused(reason);
    }
  }
}
