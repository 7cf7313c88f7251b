package org.fedval.agent.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.PrivateFiles;

/**
 * The append-only records of one session (section 6.4): {@code L("SessionJournal") || sid ||
 * vec(data key sealed under the KEK)}, then {@code u32 length || sealed record} again and again.
 * When {@link #append} returns, the record is on the disk and counted; only then may anything that
 * depends on it be sent. Not thread-safe.
 *
 * <p>A last record that was not written to its end is dropped, but only while the counts show that
 * nobody acted on it. Every other gap is {@link JournalDamaged}.
 */
public final class SessionJournal {
  private static final String TYPE = "SessionJournal";
  private static final String RECORD = "session-record";
  private static final int MAX_RECORDS = 1 << 20;
  private static final int MAX_SEALED_KEY = 512;
  private static final int MAX_FILE_BYTES = 1 << 30;

  private final Path file;
  private final Sha256Digest sid;
  private final RecordCipher cipher;
  private final StableStorage disk;
  private final JournalCounts counts;
  private long records;
  private boolean broken;

  private SessionJournal(
      Path file,
      Sha256Digest sid,
      RecordCipher cipher,
      StableStorage disk,
      JournalCounts counts,
      long records) {
    this.file = file;
    this.sid = sid;
    this.cipher = cipher;
    this.disk = disk;
    this.counts = counts;
    this.records = records;
  }

  /** What was read back: the journal to go on with and its records in order. */
  public record Opened(SessionJournal journal, List<byte[]> records) {
    @Override
    public String toString() {
      return "Opened[" + records.size() + " records]";
    }
  }

  /** Starts the journal of a session that has none. */
  public static SessionJournal create(
      Path file,
      Sha256Digest sid,
      Kek kek,
      StableStorage disk,
      JournalCounts counts,
      SecureRandom random)
      throws IOException {
    SecretBytes dataKey = SecretBytes.random(Kek.BYTES, random);
    byte[] bytes = dataKey.open(InsecureSecretAccess.get());
    byte[] sealed = kek.seal(purpose(sid), bytes);
    Arrays.fill(bytes, (byte) 0);
    disk.replace(file, FvcWriter.labelled(TYPE).digest(sid).vec(sealed).toByteArray());
    return new SessionJournal(
        file, sid, new RecordCipher(RECORD, sid, dataKey, random), disk, counts, 0);
  }

  /**
   * Reads a journal back after a restart.
   *
   * @throws JournalDamaged when records that this site acted on are missing or changed
   */
  public static Opened open(
      Path file,
      Sha256Digest sid,
      Kek kek,
      StableStorage disk,
      JournalCounts counts,
      SecureRandom random)
      throws IOException {
    byte[] bytes = PrivateFiles.read(file, MAX_FILE_BYTES);
    int header;
    RecordCipher cipher;
    try {
      FvcReader in = FvcReader.open(bytes, TYPE);
      if (!in.digest().equals(sid)) {
        throw damaged(file);
      }
      byte[] sealed = in.vec(MAX_SEALED_KEY);
      header = FvcWriter.labelOf(TYPE).length + Sha256Digest.BYTES + Integer.BYTES + sealed.length;
      byte[] key = kek.open(purpose(sid), sealed);
      cipher = new RecordCipher(RECORD, sid, SecretBytes.copyOf(key), random);
      Arrays.fill(key, (byte) 0);
    } catch (MalformedBody e) {
      throw damaged(file);
    }
    List<byte[]> records = new ArrayList<>();
    int whole = readRecords(bytes, header, cipher, records);
    long acted = counts.of(sid);
    if (records.size() < acted || records.size() > acted + 1) {
      throw damaged(file);
    }
    if (whole < bytes.length) {
      if (records.size() > acted || isFollowed(bytes, whole)) {
        throw damaged(file);
      }
      disk.truncate(file, whole);
    }
    return new Opened(new SessionJournal(file, sid, cipher, disk, counts, records.size()), records);
  }

  /** Reads up to the first record that does not open; returns where it begins. */
  private static int readRecords(
      byte[] bytes, int from, RecordCipher cipher, List<byte[]> records) {
    int at = from;
    while (bytes.length - at >= Integer.BYTES) {
      int length = ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt();
      if (length < 0 || length > bytes.length - at - Integer.BYTES) {
        break;
      }
      int begin = at + Integer.BYTES;
      Optional<byte[]> record =
          cipher.open(records.size(), Arrays.copyOfRange(bytes, begin, begin + length));
      if (record.isEmpty()) {
        break;
      }
      records.add(record.get());
      at = begin + length;
    }
    return at;
  }

  /** A torn record is the last one: whole bytes behind it mean that something was changed. */
  private static boolean isFollowed(byte[] bytes, int at) {
    if (bytes.length - at < Integer.BYTES) {
      return false;
    }
    int length = ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt();
    return length > 0 && length < bytes.length - at - Integer.BYTES;
  }

  /** Writes one record; when this returns it is on the disk and counted. */
  public void append(byte[] record) throws IOException {
    if (records >= MAX_RECORDS) {
      throw new IOException("A session has more records than its key may seal.");
    }
    if (broken) {
      throw new IOException("An earlier record was not written; start the agent again.");
    }
    broken = true;
    byte[] sealed = cipher.seal(records, record);
    disk.append(
        file,
        ByteBuffer.allocate(Integer.BYTES + sealed.length)
            .putInt(sealed.length)
            .put(sealed)
            .array());
    records++;
    counts.advance(sid, records);
    broken = false;
  }

  /** Destroys the data key and the records for good. */
  public void destroy() throws IOException {
    cipher.erase();
    counts.forget(sid);
    disk.erase(file);
  }

  private static String purpose(Sha256Digest sid) {
    return "session/" + sid.hex();
  }

  private static JournalDamaged damaged(Path file) {
    return new JournalDamaged(
        "The session records in "
            + file
            + " are damaged or older than what this site already sent; was a backup or a snapshot put back?");
  }
}
