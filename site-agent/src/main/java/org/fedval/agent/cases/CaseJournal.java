package org.fedval.agent.cases;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.journal.RecordCipher;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * How the cases of one study ended, batch by batch in the order of the cohort. First the kept
 * batches are read back with {@link #next}; the first that does not fit the cohort any more is
 * {@link #cut} with all behind it; then new ones are appended. A batch is in the operating system's
 * hands when {@link #append} returns, so that the end of this process does not lose it, and on the
 * disk a second later. One batch at most is in memory. Used by one thread at a time.
 */
public final class CaseJournal implements Closeable {
  private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RandomAccessFile out;
  private final RecordCipher cipher;
  private @Nullable JournalReader kept;
  private long start;
  private long records;
  private long synced = System.nanoTime();

  private CaseJournal(RandomAccessFile out, RecordCipher cipher, @Nullable JournalReader kept)
      throws IOException {
    this.out = out;
    this.cipher = cipher;
    this.kept = kept;
    this.start = kept == null ? out.length() : kept.position();
    this.records = 1;
  }

  /** Starts a journal in the place of any other. */
  static CaseJournal create(
      Path file, JournalHead head, Kek kek, StableStorage disk, SecureRandom random)
      throws IOException {
    SecretBytes dataKey = SecretBytes.random(Kek.BYTES, random);
    byte[] bytes = dataKey.open(InsecureSecretAccess.get());
    byte[] sealed = kek.seal(JournalReader.purpose(head.study()), bytes);
    Arrays.fill(bytes, (byte) 0);
    RecordCipher cipher = new RecordCipher(JournalReader.RECORD, head.study(), dataKey, random);
    FvcWriter front = FvcWriter.labelled(JournalReader.TYPE).digest(head.study()).vec(sealed);
    disk.replace(file, front.vec(cipher.seal(0, head.encode())).toByteArray());
    return new CaseJournal(new RandomAccessFile(file.toFile(), "rw"), cipher, null);
  }

  /**
   * Takes a journal up again. A last record that was not written to its end is dropped.
   *
   * @return empty when it is of another binding
   * @throws JournalDamaged when it is not what this site wrote
   */
  static Optional<CaseJournal> resume(Path file, JournalHead head, Kek kek, SecureRandom random)
      throws IOException {
    long whole;
    try (JournalReader all = JournalReader.open(file, kek, random)) {
      if (!head(file, all).equals(head)) {
        return Optional.empty();
      }
      while (all.next().isPresent()) {}
      whole = all.position();
      all.cipher().erase();
    }
    RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
    try {
      out.setLength(whole);
      JournalReader kept = JournalReader.open(file, kek, random);
      var unused = kept.next();
      return Optional.of(new CaseJournal(out, kept.cipher(), kept));
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  static JournalHead head(Path file, JournalReader reader) throws IOException {
    byte[] record = reader.next().orElseThrow(() -> JournalReader.damaged(file));
    try {
      return JournalHead.decode(reader.study(), record);
    } catch (MalformedBody e) {
      throw JournalReader.damaged(file);
    }
  }

  /** The next kept batch; empty when there is none left. */
  Optional<CaseBatch> next() throws IOException {
    JournalReader reader = kept;
    if (reader == null) {
      return Optional.empty();
    }
    start = reader.position();
    records = reader.records();
    Optional<byte[]> record = reader.next();
    if (record.isEmpty()) {
      endOfKept(reader);
      return Optional.empty();
    }
    try {
      return Optional.of(CaseBatch.decode(record.get()));
    } catch (MalformedBody e) {
      throw new JournalDamaged("A record of cases is not one that this version wrote.");
    }
  }

  /** Drops the batch that {@link #next} gave last, and all behind it. */
  void cut() throws IOException {
    JournalReader reader = kept;
    if (reader != null) {
      endOfKept(reader);
      out.setLength(start);
    }
  }

  private void endOfKept(JournalReader reader) throws IOException {
    kept = null;
    reader.close();
  }

  /** Adds a batch behind the others, once the kept ones were read or cut. */
  void append(CaseBatch batch) throws IOException {
    if (kept != null) {
      throw new IllegalStateException("Kept batches are still to be read.");
    }
    byte[] sealed = cipher.seal(records, batch.encode());
    out.seek(start);
    out.write(
        ByteBuffer.allocate(Integer.BYTES + sealed.length)
            .putInt(sealed.length)
            .put(sealed)
            .array());
    start += Integer.BYTES + (long) sealed.length;
    records++;
    if (System.nanoTime() - synced > SYNC_NANOS) {
      out.getFD().sync();
      synced = System.nanoTime();
    }
  }

  /** Flushes to the disk. */
  @Override
  public void close() throws IOException {
    try (out) {
      JournalReader reader = kept;
      if (reader != null) {
        endOfKept(reader);
      }
      out.getFD().sync();
    } finally {
      cipher.erase();
    }
  }
}
