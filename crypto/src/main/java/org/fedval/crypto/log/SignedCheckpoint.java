package org.fedval.crypto.log;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;

/** A checkpoint whose log signature was verified, with whatever cosignatures it carries. */
public final class SignedCheckpoint {
  private final NoteKey log;
  private final Checkpoint checkpoint;
  private final SignedNote note;

  private SignedCheckpoint(NoteKey log, Checkpoint checkpoint, SignedNote note) {
    this.log = log;
    this.checkpoint = checkpoint;
    this.note = note;
  }

  /** Signs a checkpoint as the log; a log never signs two that contradict each other. */
  public static SignedCheckpoint sign(Checkpoint checkpoint, SigningKey coordinator) {
    NoteKey log = NoteKey.log(checkpoint.origin(), coordinator.verifyingKey());
    NoteSignature signature = log.sign(checkpoint.text(), coordinator);
    return new SignedCheckpoint(
        log, checkpoint, new SignedNote(checkpoint.text(), List.of(signature)));
  }

  /** Reads a note and checks the log's signature and origin before anything else is believed. */
  public static SignedCheckpoint verified(String text, NoteKey log) {
    SignedNote note = SignedNote.parse(text);
    if (log.kind() != NoteKey.Kind.LOG || !log.signed(note)) {
      throw new MalformedBody("The log's signature of a checkpoint does not verify.");
    }
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(log.name())) {
      throw new MalformedBody("A checkpoint belongs to another log.");
    }
    return new SignedCheckpoint(log, checkpoint, note);
  }

  /** The key that the log's signature was verified with. */
  public NoteKey log() {
    return log;
  }

  /** Origin, size and root. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The same with a witness's cosignature, which is not checked here. */
  public SignedCheckpoint with(NoteSignature cosignature) {
    return new SignedCheckpoint(log, checkpoint, note.with(cosignature));
  }

  /** The same with the log's signature only, as witnesses see it. */
  public SignedCheckpoint withoutCosignatures() {
    return new SignedCheckpoint(
        log, checkpoint, new SignedNote(note.text(), List.of(note.signatures().get(0))));
  }

  /** Which of these sites cosigned, each counted once. */
  public Set<VerifyingKey> cosigners(Collection<VerifyingKey> sites) {
    Set<VerifyingKey> cosigners = new HashSet<>();
    for (VerifyingKey site : sites) {
      if (NoteKey.witness(site).signed(note)) {
        cosigners.add(site);
      }
    }
    return Set.copyOf(cosigners);
  }

  /** Whether at least {@code quorum} of these sites cosigned: no other view can have as many. */
  public boolean isFinal(Collection<VerifyingKey> sites, int quorum) {
    return quorum > 0 && cosigners(sites).size() >= quorum;
  }

  /** The whole note. */
  public String render() {
    return note.render();
  }

  @Override
  public String toString() {
    return "SignedCheckpoint[" + checkpoint.size() + "]";
  }
}
