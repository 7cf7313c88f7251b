package org.fedval.crypto.log;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;

/**
 * One leaf of the log and one link of a site's own log: hashes only, never counts, vectors or
 * anything about patients.
 *
 * @param time Unix time in seconds, never before the entry in front
 * @param sid the session, or {@link Sha256Digest#ZERO} outside of one
 * @param signer who signed the body: a site index, or {@link SigInput#COORDINATOR} or {@link
 *     SigInput#OUTSIDE}
 * @param bodyHash SHA-256 of the signed body; where the body could be guessed from its hash, as a
 *     gate result could, the hash of body and signature together
 * @param previous SHA-256 of the entry before, zero for the first
 */
public record LogEntry(
    long time,
    LogEvent event,
    Sha256Digest sid,
    int signer,
    Sha256Digest bodyHash,
    Sha256Digest previous) {
  public static final String TYPE = "LogEntry";

  public LogEntry {
    NoteText.require(
        time >= 0 && signer >= 0 && signer <= SigInput.COORDINATOR,
        "A log entry has a time or a signer out of range.");
  }

  /** Whether this entry is the one behind {@code before}. */
  public boolean follows(LogEntry before) {
    return previous.equals(before.hash()) && time >= before.time();
  }

  /** SHA-256 of the body: the next entry's {@code previous}. */
  public Sha256Digest hash() {
    return Sha256Digest.hash(encode());
  }

  /** The body, which is the Merkle leaf. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .u64(time)
        .u16(event.code())
        .digest(sid)
        .u16(signer)
        .digest(bodyHash)
        .digest(previous)
        .toByteArray();
  }

  /** Reads a body. */
  public static LogEntry decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    LogEntry entry =
        new LogEntry(
            in.u64(), LogEvent.of(in.u16()), in.digest(), in.u16(), in.digest(), in.digest());
    in.end();
    return entry;
  }
}
