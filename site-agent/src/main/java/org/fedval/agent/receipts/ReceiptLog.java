package org.fedval.agent.receipts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.audit.ChainFile;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * The chain of receipts of one home, written through to the disk. The agent and a command that
 * enrols may write at the same time: each takes a lock and follows what the other wrote.
 * Thread-safe.
 */
public final class ReceiptLog {
  private final ChainFile file;
  private final Clock clock;
  private final Map<Sha256Digest, EgressReceipt.About> sessions = new HashMap<>();
  private @Nullable EgressReceipt last;
  private long size = -1;

  public ReceiptLog(Path path, Clock clock) {
    this.file = new ChainFile(path);
    this.clock = clock;
  }

  /**
   * Writes a receipt; the message may go out once this returns.
   *
   * @param about a session of a study that is known from an earlier receipt need not name it
   * @throws UncheckedIOException with one sentence when it cannot be written, or when the file was
   *     changed; nothing may be sent then
   */
  public void record(String type, byte[] message, EgressReceipt.About about) {
    synchronized (ReceiptLog.class) {
      try {
        Path folder = file.path().getParent();
        if (folder != null) {
          PrivateFiles.createDirectory(folder);
        }
        try (FileChannel channel =
                FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          if (!lock.isValid() || !isCurrent()) {
            reload();
          }
          append(type, message, known(about));
        }
      } catch (IOException e) {
        size = -1;
        throw new UncheckedIOException(
            "The receipts in %s cannot be written, so nothing is sent; free space or restore them."
                .formatted(file.path()),
            e);
      } catch (MalformedBody e) {
        throw new UncheckedIOException(
            "The receipts in %s were changed, so nothing is sent; keep a copy and restore them."
                .formatted(file.path()),
            new IOException(e));
      }
    }
  }

  /** Looks through a home's receipts without changing them. */
  public static ChainFile.Check<EgressReceipt> check(Path path) throws IOException {
    return new ChainFile(path).check(EgressReceipt::parse);
  }

  private void append(String type, byte[] message, EgressReceipt.About about) throws IOException {
    EgressReceipt before = last;
    long now = clock.instant().getEpochSecond();
    EgressReceipt receipt =
        new EgressReceipt(
            before == null ? now : Math.max(now, before.at()),
            type,
            message.length,
            Sha256Digest.hash(message),
            about,
            before == null ? Sha256Digest.ZERO : before.hash());
    file.append(receipt.line());
    take(receipt);
    size = Files.size(file.path());
  }

  private boolean isCurrent() throws IOException {
    return Files.exists(file.path()) && Files.size(file.path()) == size;
  }

  private void reload() throws IOException {
    last = null;
    List<EgressReceipt> before = file.open(EgressReceipt::parse);
    before.forEach(this::take);
  }

  private void take(EgressReceipt receipt) {
    last = receipt;
    if (!receipt.about().study().equals(Sha256Digest.ZERO)) {
      sessions.put(receipt.about().session(), receipt.about());
    }
  }

  private EgressReceipt.About known(EgressReceipt.About about) {
    return about.study().equals(Sha256Digest.ZERO) && !about.session().equals(Sha256Digest.ZERO)
        ? sessions.getOrDefault(about.session(), about)
        : about;
  }

  private Path lockFile() {
    return file.path().resolveSibling("lock");
  }
}
