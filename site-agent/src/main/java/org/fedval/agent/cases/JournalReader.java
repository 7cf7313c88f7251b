package org.fedval.agent.cases;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.journal.RecordCipher;
import org.fedval.agent.vault.Kek;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Reads a case journal from front to back, one record in memory: {@code L("CaseJournal") || study
 * || vec(data key sealed under the KEK)}, then {@code u32 length || sealed record} again and again.
 * A last record that was not written to its end counts as absent. Not thread-safe; no channel is
 * used, which an interrupt would close.
 */
final class JournalReader implements Closeable {
  static final String TYPE = "CaseJournal";
  static final String RECORD = "case-record";

  private static final int MAX_SEALED_KEY = 512;
  private static final int MAX_RECORD = 1 << 26;

  private final Path file;
  private final DataInputStream in;
  private final long size;
  private final Sha256Digest study;
  private final RecordCipher cipher;
  private long at;
  private long records;

  private JournalReader(
      Path file, DataInputStream in, long size, Sha256Digest study, RecordCipher cipher, long at) {
    this.file = file;
    this.in = in;
    this.size = size;
    this.study = study;
    this.cipher = cipher;
    this.at = at;
  }

  /**
   * Opens a journal as long as it is now.
   *
   * @throws JournalDamaged when it has no head, or one that was sealed under another key
   */
  static JournalReader open(Path file, Kek kek, SecureRandom random) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(file.toFile())));
    try {
      return read(file, in, Files.size(file), kek, random);
    } catch (EOFException | MalformedBody e) {
      in.close();
      throw damaged(file);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static JournalReader read(
      Path file, DataInputStream in, long size, Kek kek, SecureRandom random) throws IOException {
    byte[] label = FvcWriter.labelOf(TYPE);
    if (!Arrays.equals(in.readNBytes(label.length), label)) {
      throw damaged(file);
    }
    byte[] digest = new byte[Sha256Digest.BYTES];
    in.readFully(digest);
    int length = in.readInt();
    if (length < 0 || length > MAX_SEALED_KEY) {
      throw damaged(file);
    }
    byte[] sealed = new byte[length];
    in.readFully(sealed);
    Sha256Digest study = Sha256Digest.of(digest);
    byte[] key = kek.open(purpose(study), sealed);
    RecordCipher cipher = new RecordCipher(RECORD, study, SecretBytes.copyOf(key), random);
    Arrays.fill(key, (byte) 0);
    long head = label.length + (long) digest.length + Integer.BYTES + length;
    return new JournalReader(file, in, size, study, cipher, head);
  }

  static String purpose(Sha256Digest study) {
    return "case-journal/" + study.hex();
  }

  Sha256Digest study() {
    return study;
  }

  RecordCipher cipher() {
    return cipher;
  }

  /** Where the next record begins. */
  long position() {
    return at;
  }

  /** Records so far. */
  long records() {
    return records;
  }

  /**
   * The next record; empty at the end.
   *
   * @throws JournalDamaged when a record that is not the last one does not open
   */
  Optional<byte[]> next() throws IOException {
    long left = size - at;
    if (left < Integer.BYTES) {
      return Optional.empty();
    }
    int length = in.readInt();
    if (length < RecordCipher.OVERHEAD || length > MAX_RECORD) {
      throw damaged(file);
    }
    long end = at + Integer.BYTES + length;
    if (end > size) {
      return Optional.empty();
    }
    byte[] sealed = new byte[length];
    in.readFully(sealed);
    Optional<byte[]> record = cipher.open(records, sealed);
    if (record.isPresent()) {
      at = end;
      records++;
    } else if (end < size) {
      throw damaged(file);
    }
    return record;
  }

  static JournalDamaged damaged(Path file) {
    return new JournalDamaged(
        "The record of cases in " + file + " is damaged or was sealed under another key.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
