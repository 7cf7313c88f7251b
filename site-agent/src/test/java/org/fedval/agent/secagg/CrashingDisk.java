package org.fedval.agent.secagg;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.vault.StableStorage;

/** A disk whose process is killed at one write, before, in or after it; or that is full there. */
final class CrashingDisk implements StableStorage {
  /** Where the kill comes. */
  enum Moment {
    BEFORE,
    MIDDLE,
    AFTER,
    /** The disk is full at this write; the process lives on. */
    FULL
  }

  /** The process is gone; nothing catches this. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final StableStorage disk = new LocalDisk();
  private final int killAt;
  private final Moment moment;
  private int writes;

  CrashingDisk(int killAt, Moment moment) {
    this.killAt = killAt;
    this.moment = moment;
  }

  int writes() {
    return writes;
  }

  private interface Write {
    void run() throws IOException;
  }

  private void write(Write whole, Write half) throws IOException {
    writes++;
    if (writes != killAt) {
      whole.run();
      return;
    }
    if (moment == Moment.AFTER) {
      whole.run();
    } else if (moment == Moment.MIDDLE) {
      half.run();
    }
    if (moment == Moment.FULL) {
      half.run();
      throw new IOException("No space left on device");
    }
    throw new Killed();
  }

  @Override
  public void replace(Path file, byte[] bytes) throws IOException {
    write(() -> disk.replace(file, bytes), () -> {});
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    write(
        () -> disk.append(file, bytes),
        () -> disk.append(file, Arrays.copyOf(bytes, bytes.length / 2)));
  }

  @Override
  public void truncate(Path file, long length) throws IOException {
    write(() -> disk.truncate(file, length), () -> {});
  }

  @Override
  public void erase(Path file) throws IOException {
    write(() -> disk.erase(file), () -> {});
  }
}
