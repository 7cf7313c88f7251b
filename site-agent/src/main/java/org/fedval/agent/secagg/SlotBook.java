package org.fedval.agent.secagg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.journal.JournalCounts;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.CertifiedCommit;
import org.fedval.crypto.secagg.ProvenBad;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.fedval.wire.files.KeyFileException;

/**
 * This site's data-set ledger on its disk, and the rule that decides from it (section 6.5). Every
 * change is on the disk when a method returns. A refusal is a {@code ProtocolViolation}.
 * Thread-safe.
 */
public final class SlotBook {
  private static final String TYPE = "SlotBook";
  private static final int MAX_BYTES = 1 << 30;

  private final SealedFile file;
  private final Kek kek;
  private final StableStorage disk;
  private final SlotRule rule;
  private final JournalCounts counts;
  private DataSetLedger ledger = DataSetLedger.empty();
  private long version;

  private SlotBook(
      SealedFile file, Kek kek, StableStorage disk, SlotRule rule, JournalCounts counts) {
    this.file = file;
    this.kek = kek;
    this.disk = disk;
    this.rule = rule;
    this.counts = counts;
  }

  /**
   * Reads the ledger; a home without one has used no data yet.
   *
   * @throws IOException with one sentence when the ledger was changed or is an older one
   */
  public static SlotBook open(
      Path path, Kek kek, StableStorage disk, SlotRule rule, JournalCounts counts)
      throws IOException {
    SlotBook book =
        new SlotBook(new SealedFile(path, "ledger", MAX_BYTES), kek, disk, rule, counts);
    Optional<byte[]> stored = book.file.read(kek);
    if (stored.isPresent()) {
      book.read(stored.get());
    }
    counts.checkLedger(book.version);
    return book;
  }

  private void read(byte[] stored) throws IOException {
    try {
      FvcReader in = FvcReader.open(stored, TYPE);
      version = in.u64();
      ledger = DataSetLedger.decode(in.vec(MAX_BYTES));
      in.end();
    } catch (MalformedBody e) {
      throw new KeyFileException(
          "The data-set ledger in " + file.path() + " cannot be read; restore it from backup.");
    }
  }

  synchronized void mayAdvertise(Attempt attempt) {
    rule.mayAdvertise(ledger, attempt);
  }

  synchronized void mayShare(Attempt attempt, Set<VerifyingKey> u1) {
    rule.mayShare(ledger, attempt, u1);
  }

  synchronized void mayMask(Attempt attempt, Set<VerifyingKey> u1) {
    rule.mayMask(ledger, attempt, u1);
  }

  synchronized void onMask(Attempt attempt, Set<VerifyingKey> u1) {
    become(rule.onMask(ledger, attempt, u1));
  }

  synchronized void mayVote(Attempt attempt, Set<VerifyingKey> u3) {
    rule.mayVote(ledger, attempt, u3);
  }

  synchronized void onCommit(CertifiedCommit commit) {
    become(rule.onCommit(ledger, commit));
  }

  synchronized void onAbort(CertifiedAbort abort) {
    become(rule.onAbort(ledger, abort));
  }

  /** A dealer that signed bytes convict may be missing from later sessions. */
  public synchronized void onBlame(ProvenBad bad) {
    become(rule.onBlame(ledger, bad));
  }

  /** A key's successor counts as the same site; both keys signed the rotation. */
  public synchronized void onRotation(SignedBody signedByOld, SignedBody signedByNew) {
    become(rule.onRotation(ledger, signedByOld, signedByNew));
  }

  /**
   * The operator accepts that a slot's numbers may be computed from two results.
   *
   * @return whether the session held a data set without a certificate
   */
  public synchronized boolean override(Sha256Digest sid) {
    DataSetLedger next = rule.onOverride(ledger, sid);
    boolean changed = next != ledger;
    become(next);
    return changed;
  }

  private void become(DataSetLedger next) {
    if (next == ledger) {
      return;
    }
    try {
      file.write(
          kek, disk, FvcWriter.labelled(TYPE).u64(version + 1).vec(next.encode()).toByteArray());
      version++;
      counts.ledgerWritten(version);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ledger = next;
  }
}
