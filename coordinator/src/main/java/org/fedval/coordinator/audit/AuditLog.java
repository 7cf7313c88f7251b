package org.fedval.coordinator.audit;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.AuditTrail;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.LogRepository;
import org.fedval.crypto.log.Checkpoint;
import org.fedval.crypto.log.ConsistencyProof;
import org.fedval.crypto.log.LogConsistency;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.NoteSignature;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * The coordinator's transparency log: hashes of what happened, in an order that cannot be changed
 * once a site has cosigned it. An entry is stored in one transaction with the change that it is
 * about, so neither exists without the other after a crash. The tree is rebuilt from the leaves at
 * the start; two digests an entry stay in memory. Thread-safe.
 */
public final class AuditLog implements AuditTrail {
  private final LogRepository store;
  private final SigningKey key;
  private final NoteKey name;
  private final Clock clock;
  private final StoredLog stored;

  /** Whether the last transaction broke, so that nobody knows whether it took effect. */
  private boolean isUnsure;

  private AuditLog(LogRepository store, SigningKey key, Clock clock) {
    this.store = store;
    this.key = key;
    this.name = NoteKey.log(key.verifyingKey());
    this.stored = new StoredLog(store, name);
    this.clock = clock;
  }

  /**
   * Reads the log back and logs what the database stores from now on.
   *
   * @throws StartException when leaves are missing or changed, or no longer lead to a checkpoint
   *     that was signed
   */
  public static AuditLog open(Database database, SigningKey key, Clock clock)
      throws StartException {
    AuditLog log = new AuditLog(new LogRepository(database), key, clock);
    try {
      log.stored.read();
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new StartException(
          "The transparency log in the coordinator's database was changed or lost entries; restore"
              + " the database from a backup that is no older than the last report.");
    }
    database.recordIn(log);
    return log;
  }

  /**
   * Reads a log that nobody goes on with, such as one in a backup.
   *
   * @return its number of entries
   * @throws StartException when leaves are missing or changed, or do not lead to a signed head
   */
  public static long check(Database database, VerifyingKey key) throws StartException {
    StoredLog stored = new StoredLog(new LogRepository(database), NoteKey.log(key));
    try {
      stored.read();
    } catch (MalformedBody | IllegalArgumentException e) {
      throw new StartException(
          "The transparency log in the backup was changed or lost entries; take another backup.");
    }
    return stored.tree().size();
  }

  /** The log's name and public key. */
  public NoteKey name() {
    return name;
  }

  /** Number of entries. */
  public synchronized long size() {
    return stored.tree().size();
  }

  /** Appends an entry about something that is stored elsewhere, or nowhere. */
  public void append(LogEvent event, Sha256Digest sid, int signer, Sha256Digest bodyHash) {
    boolean unused = record(event, sid, signer, index -> Optional.of(bodyHash));
  }

  /** Appends that an operator or administrator is at work; who, only those can tell who know it. */
  public void operatorLogin(String who) {
    append(
        LogEvent.OPERATOR_LOGIN,
        Sha256Digest.ZERO,
        SigInput.OUTSIDE,
        FvcWriter.labelled("OperatorLogin").text(who).hash());
  }

  /** Appends that a client certificate was issued or renewed; before it leaves. */
  public void certificate(LogEvent event, X509Certificate certificate) {
    try {
      append(
          event,
          Sha256Digest.ZERO,
          SigInput.COORDINATOR,
          Sha256Digest.hash(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("A certificate that was issued has no encoding.", e);
    }
  }

  @Override
  public synchronized boolean record(
      LogEvent event, Sha256Digest sid, int signer, LongFunction<Optional<Sha256Digest>> change) {
    if (isUnsure) {
      stored.readLeaves();
    }
    isUnsure = true;
    long index = stored.tree().size();
    Optional<LogEntry> appended =
        store.inTransaction(
            () -> {
              Optional<LogEntry> entry =
                  change.apply(index).map(hash -> entry(event, sid, signer, hash));
              entry.ifPresent(e -> store.addLeaf(index, e.encode()));
              return entry;
            });
    isUnsure = false;
    if (appended.isPresent()) {
      stored.appended(appended.get());
    }
    return appended.isPresent();
  }

  private LogEntry entry(LogEvent event, Sha256Digest sid, int signer, Sha256Digest hash) {
    LogEntry before = stored.last();
    long now = clock.instant().getEpochSecond();
    return before == null
        ? new LogEntry(now, event, sid, signer, hash, Sha256Digest.ZERO)
        : new LogEntry(Math.max(now, before.time()), event, sid, signer, hash, before.hash());
  }

  /** The entry at an index. */
  public LogEntry entry(long index) {
    return LogEntry.decode(store.leaf(index));
  }

  /** A signed head of the log as it is now; stored before anybody hears of it. */
  public synchronized SignedCheckpoint checkpoint() {
    SignedCheckpoint latest = stored.head();
    if (latest == null || latest.checkpoint().size() < stored.tree().size()) {
      latest = SignedCheckpoint.sign(Checkpoint.of(name.name(), stored.tree()), key);
      store.saveCheckpoint(stored.tree().size(), latest.render());
      stored.signed(latest);
    }
    return latest;
  }

  /** The last head that was signed; empty before the first. */
  public synchronized Optional<SignedCheckpoint> lastCheckpoint() {
    return Optional.ofNullable(stored.head());
  }

  /** That the log of {@code newSize} entries begins with the one of {@code oldSize}. */
  public synchronized ConsistencyProof consistency(long oldSize, long newSize) {
    return stored.tree().consistency(oldSize, newSize);
  }

  /**
   * Adds a site's cosignature to the checkpoint of a size.
   *
   * @return false when there is no such checkpoint or the cosignature does not verify
   */
  public synchronized boolean cosigned(
      long size, VerifyingKey identity, NoteSignature cosignature) {
    Optional<SignedCheckpoint> found =
        checkpoints(size).stream().filter(c -> c.checkpoint().size() == size).findFirst();
    if (found.isEmpty()) {
      return false;
    }
    SignedCheckpoint before = found.get();
    if (!before.cosigners(List.of(identity)).isEmpty()) {
      return true;
    }
    SignedCheckpoint with = before.with(cosignature);
    if (with.cosigners(List.of(identity)).isEmpty()) {
      return false;
    }
    store.saveCheckpoint(size, with.render());
    SignedCheckpoint latest = stored.head();
    if (latest != null && latest.checkpoint().size() == size) {
      stored.signed(with);
    }
    return true;
  }

  /** The proof of an entry under the checkpoint that most of these sites cosigned. */
  public synchronized Optional<LogProof> proof(long index, Collection<VerifyingKey> sites) {
    return checkpoints(index + 1).stream()
        .max(Comparator.comparingInt(c -> c.cosigners(sites).size()))
        .map(c -> LogProof.of(index, stored.tree(), c));
  }

  /** The entries in front of an index, the newest first, at most so many. */
  public List<LogRepository.Leaf> leavesBefore(long index, int limit) {
    return store.leavesBefore(index, limit);
  }

  /** The heads that were signed last, the newest first, at most so many. */
  public List<SignedCheckpoint> newestCheckpoints(int limit) {
    return store.newestCheckpoints(limit).stream()
        .map(note -> SignedCheckpoint.verified(note, name))
        .toList();
  }

  /** The head of this size, if one was signed. */
  public Optional<SignedCheckpoint> checkpoint(long size) {
    return store.checkpoint(size).map(note -> SignedCheckpoint.verified(note, name));
  }

  /** The proof of an entry under the newest head; empty while no head covers it. */
  public synchronized Optional<LogProof> newestProof(long index) {
    return lastCheckpoint()
        .filter(newest -> index >= 0 && index < newest.checkpoint().size())
        .map(newest -> LogProof.of(index, stored.tree(), newest));
  }

  /**
   * That the log only grew from the head of one size to the head of another; empty without them.
   */
  public synchronized Optional<LogConsistency> consistent(long oldSize, long newSize) {
    return oldSize > newSize || checkpoint(oldSize).isEmpty()
        ? Optional.empty()
        : checkpoint(newSize).map(newer -> LogConsistency.of(oldSize, stored.tree(), newer));
  }

  private List<SignedCheckpoint> checkpoints(long atLeast) {
    return store.checkpoints(atLeast).stream()
        .map(note -> SignedCheckpoint.verified(note, name))
        .toList();
  }

  /** How many entries a site has followed, as far as it told. */
  OptionalLong followed(String siteId) {
    return store.followed(siteId);
  }

  void follow(String siteId, long size) {
    store.follow(siteId, size);
  }
}
