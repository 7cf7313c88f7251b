package org.fedval.agent.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Consumer;
import org.fedval.agent.vault.Kek;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;
import org.jspecify.annotations.Nullable;

/**
 * Records that one pass needs again and that would fill the memory. Each is sealed under a random
 * key that only this process has, and the file has no name from the moment it is open: when the
 * process ends, however it ends, nobody can read it. Thread-safe.
 */
public final class ScratchFile implements Closeable {
  /** A record begins at a multiple of this, so that its place fits into 32 bits. */
  private static final int UNIT = 64;

  private static final int MOST_UNITS = Integer.MAX_VALUE;
  private static final int FIRST_READ = 512;
  private static final int MAX_RECORD = 1 << 24;

  private final RandomAccessFile file;
  private final RecordCipher cipher;
  private final byte[] front = new byte[FIRST_READ];
  private int units;

  private ScratchFile(RandomAccessFile file, RecordCipher cipher) {
    this.file = file;
    this.cipher = cipher;
  }

  /**
   * Opens an empty file.
   *
   * @param folder that exists; null for the system's folder of temporary files
   */
  public static ScratchFile create(@Nullable Path folder) throws IOException {
    Path path =
        folder == null
            ? Files.createTempFile("fedval-", ".scratch")
            : Files.createTempFile(folder, "", ".scratch");
    SecureRandom random = new SecureRandom();
    try {
      return new ScratchFile(
          new RandomAccessFile(path.toFile(), "rw"),
          new RecordCipher(
              "scratch-record", Sha256Digest.ZERO, SecretBytes.random(Kek.BYTES, random), random));
    } finally {
      Files.delete(path);
    }
  }

  /** Adds a record and returns its place, which is not negative. */
  public synchronized int append(byte[] record) throws IOException {
    int place = units;
    byte[] sealed = cipher.seal(place, record);
    if (sealed.length > MAX_RECORD || place > MOST_UNITS - after(sealed.length)) {
      throw new IOException("A scratch file of the agent is full.");
    }
    file.seek((long) place * UNIT);
    file.write(
        ByteBuffer.allocate(Integer.BYTES + sealed.length)
            .putInt(sealed.length)
            .put(sealed)
            .array());
    units = place + after(sealed.length);
    return place;
  }

  /** The record at a place that {@link #append} returned. */
  public synchronized byte[] read(int place) throws IOException {
    return open(place, sealed(place));
  }

  /** Every record, in the order in which they were added. */
  public synchronized void forEach(Consumer<byte[]> visitor) throws IOException {
    for (int place = 0; place < units; ) {
      byte[] sealed = sealed(place);
      visitor.accept(open(place, sealed));
      place += after(sealed.length);
    }
  }

  private byte[] sealed(int place) throws IOException {
    file.seek((long) place * UNIT);
    int had = file.read(front);
    if (had < Integer.BYTES) {
      throw new EOFException("A scratch file of the agent was cut off.");
    }
    int length = ByteBuffer.wrap(front).getInt();
    if (length < 0 || length > MAX_RECORD) {
      throw changed();
    }
    byte[] sealed = new byte[length];
    int first = Math.min(length, had - Integer.BYTES);
    System.arraycopy(front, Integer.BYTES, sealed, 0, first);
    file.readFully(sealed, first, length - first);
    return sealed;
  }

  private byte[] open(int place, byte[] sealed) throws IOException {
    return cipher.open(place, sealed).orElseThrow(ScratchFile::changed);
  }

  private static IOException changed() {
    return new IOException("A scratch file of the agent was changed while it was in use.");
  }

  private static int after(int sealedLength) {
    return (Integer.BYTES + sealedLength + UNIT - 1) / UNIT;
  }

  /** Forgets the key and gives the disk space back. */
  @Override
  public synchronized void close() throws IOException {
    cipher.erase();
    Arrays.fill(front, (byte) 0);
    file.close();
  }
}
