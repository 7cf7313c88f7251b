package org.fedval.coordinator.web.audit;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.store.LogRepository.Leaf;
import org.fedval.crypto.log.LogEntry;

/** Goes through the log from the newest entry, a bounded piece a request. */
final class LogSearch {
  static final int PAGE = 50;
  private static final int BATCH = 500;
  private static final int MAX_READ = 20_000;

  private final AuditLog log;

  LogSearch(AuditLog log) {
    this.log = log;
  }

  /** An entry with its place. */
  record Hit(long index, LogEntry entry) {}

  /**
   * One page of hits.
   *
   * @param next index in front of which the search goes on; negative at the log's begin
   */
  record Found(List<Hit> hits, long next) {}

  Found find(LogQuery query, EntryNames names) {
    List<Hit> hits = new ArrayList<>();
    long before = query.before() < 0 ? Long.MAX_VALUE : query.before();
    for (int read = 0; read < MAX_READ; read += BATCH) {
      List<Leaf> leaves = log.leavesBefore(before, BATCH);
      for (Leaf leaf : leaves) {
        LogEntry entry = LogEntry.decode(leaf.entry());
        if (entry.time() < query.fromSecond()) {
          return new Found(hits, -1);
        }
        before = leaf.index();
        if (query.matches(entry, names)) {
          hits.add(new Hit(leaf.index(), entry));
          if (hits.size() == PAGE) {
            return new Found(hits, before == 0 ? -1 : before);
          }
        }
      }
      if (leaves.size() < BATCH) {
        return new Found(hits, -1);
      }
    }
    return new Found(hits, before);
  }
}
