package org.fedval.agent.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * How many records of every open session this site may have acted on, beside the journals and apart
 * from them: a journal that was cut or put back from an older copy has fewer. The total counts up
 * for ever. The version of the data-set ledger is counted likewise. Written after a record and
 * before anything that depends on it is sent. Not thread-safe.
 */
public final class JournalCounts {
  private static final String TYPE = "JournalCounts";
  private static final int LIMIT = 1 << 20;
  private static final int MAX_SESSIONS = 1 << 14;

  private final SealedFile file;
  private final Kek kek;
  private final StableStorage disk;
  private final SortedMap<Sha256Digest, Long> open =
      new TreeMap<>(Comparator.comparing(Sha256Digest::hex));
  private long total;
  private long ledger;

  private JournalCounts(SealedFile file, Kek kek, StableStorage disk) {
    this.file = file;
    this.kek = kek;
    this.disk = disk;
  }

  /**
   * Reads the counts; a home without any starts at nothing.
   *
   * @throws JournalDamaged when the file cannot be read
   */
  public static JournalCounts open(Path path, Kek kek, StableStorage disk) throws IOException {
    JournalCounts counts =
        new JournalCounts(new SealedFile(path, "journal-counts", LIMIT), kek, disk);
    Optional<byte[]> stored = counts.file.read(kek);
    if (stored.isPresent()) {
      try {
        counts.read(FvcReader.open(stored.get(), TYPE));
      } catch (MalformedBody e) {
        throw new JournalDamaged("The record counts of the sessions cannot be read.");
      }
    }
    return counts;
  }

  private void read(FvcReader in) {
    total = in.u64();
    ledger = in.u64();
    var unused = in.list(MAX_SESSIONS, 40, () -> open.put(in.digest(), in.u64()) == null);
    in.end();
  }

  /** Records that this session must have; 0 for one that is not known. */
  public long of(Sha256Digest sid) {
    return open.getOrDefault(sid, 0L);
  }

  /** Sessions with records. */
  public Set<Sha256Digest> sessions() {
    return Set.copyOf(open.keySet());
  }

  /** Records that this site ever wrote. */
  public long total() {
    return total;
  }

  /**
   * Checks the version of a ledger that was read; 0 when there is no file.
   *
   * @throws JournalDamaged when it is not the one that was written last
   */
  public void checkLedger(long version) throws JournalDamaged {
    if (version != ledger && version != ledger + 1) {
      throw new JournalDamaged(
          "The data-set ledger of this site is missing or older than the one it wrote last; restore the newest backup of state/ as a whole.");
    }
  }

  /** The ledger of this version is on the disk. */
  public void ledgerWritten(long version) throws IOException {
    ledger = version;
    write();
  }

  void advance(Sha256Digest sid, long records) throws IOException {
    total++;
    open.put(sid, records);
    write();
  }

  /** The session is over: its journal may be missing from now on. */
  public void forget(Sha256Digest sid) throws IOException {
    if (open.remove(sid) != null) {
      write();
    }
  }

  private void write() throws IOException {
    FvcWriter out = FvcWriter.labelled(TYPE).u64(total).u64(ledger);
    out.list(open.entrySet(), (Map.Entry<Sha256Digest, Long> e) -> entry(out, e));
    file.write(kek, disk, out.toByteArray());
  }

  private static void entry(FvcWriter out, Map.Entry<Sha256Digest, Long> entry) {
    out.digest(entry.getKey()).u64(entry.getValue());
  }
}
