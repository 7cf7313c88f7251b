package org.fedval.agent.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.jspecify.annotations.Nullable;

/**
 * The site's own log: one line an entry, appended and flushed to disk before what it is about goes
 * out. A line holds POSIX seconds, event, session, hash of the body, and the hash of the {@link
 * LogEntry} with these fields, which covers the line before; so no line can be changed or taken out
 * of the middle. A last line that a stopped agent left unfinished is removed. The same event with
 * the same hash is written once. Thread-safe.
 */
public final class LocalLog {
  private static final int FIELDS = 5;

  private final ChainFile file;
  private final Clock clock;
  private final Set<String> known = new HashSet<>();
  private @Nullable LogEntry last;
  private boolean open;

  public LocalLog(Path file, Clock clock) {
    this.file = new ChainFile(file);
    this.clock = clock;
  }

  /** Writes an event outside any session. */
  public void record(LogEvent event, Sha256Digest hash) {
    record(event, Sha256Digest.ZERO, hash);
  }

  /**
   * Writes an event.
   *
   * @throws UncheckedIOException with one sentence when it cannot be written, or when the file was
   *     changed; nothing may be sent then
   */
  public synchronized void record(LogEvent event, Sha256Digest sid, Sha256Digest hash) {
    if (has(event, hash)) {
      return;
    }
    try {
      LogEntry before = last;
      long now = clock.instant().getEpochSecond();
      LogEntry entry =
          new LogEntry(
              before == null ? now : Math.max(now, before.time()),
              event,
              sid,
              SigInput.OUTSIDE,
              hash,
              before == null ? Sha256Digest.ZERO : before.hash());
      file.append(line(entry));
      take(entry);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Whether the log holds an event with this hash.
   *
   * @throws UncheckedIOException with one sentence when it cannot be read, or when the file was
   *     changed
   */
  public synchronized boolean has(LogEvent event, Sha256Digest hash) {
    try {
      if (!open) {
        known.clear();
        last = null;
        file.open(LocalLog::parse).forEach(this::take);
        open = true;
      }
      return known.contains(event + hash.hex());
    } catch (IOException e) {
      throw unwritable(e);
    } catch (MalformedBody e) {
      throw new UncheckedIOException(
          "This site's log %s was changed, so nothing is sent; keep a copy and restore it."
              .formatted(file.path()),
          new IOException(e));
    }
  }

  /** Looks through a site's log without changing it. */
  public static ChainFile.Check<LogEntry> check(Path file) throws IOException {
    return new ChainFile(file).check(LocalLog::parse);
  }

  private UncheckedIOException unwritable(IOException e) {
    open = false;
    return new UncheckedIOException(
        "This site's log %s cannot be written, so nothing is sent; free space or restore it."
            .formatted(file.path()),
        e);
  }

  private void take(LogEntry entry) {
    known.add(entry.event() + entry.bodyHash().hex());
    last = entry;
  }

  private static LogEntry parse(String line, @Nullable LogEntry before) {
    String[] fields = line.split(" ");
    try {
      LogEntry entry =
          new LogEntry(
              Long.parseLong(fields[0]),
              LogEvent.valueOf(fields[1]),
              Sha256Digest.parse(fields[2]),
              SigInput.OUTSIDE,
              Sha256Digest.parse(fields[3]),
              before == null ? Sha256Digest.ZERO : before.hash());
      if (fields.length == FIELDS && line(entry).equals(line + "\n")) {
        return entry;
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedBody("A line of the site's log is malformed.");
    }
    throw new MalformedBody("A line of the site's log does not follow the one before.");
  }

  private static String line(LogEntry entry) {
    return "%d %s %s %s %s\n"
        .formatted(
            entry.time(), entry.event(), entry.sid().hex(), entry.bodyHash().hex(), entry.hash());
  }
}
