package org.fedval.coordinator.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * At most so many tries from one address within a period, in this process. Remembers the latest
 * thousands of addresses. Thread-safe.
 */
public final class Attempts {
  private static final int MAX_ADDRESSES = 10_000;

  private final int most;
  private final Duration period;
  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  public Attempts(int most, Duration period, Clock clock) {
    this.most = most;
    this.period = period;
    this.clock = clock;
  }

  private record Window(Instant began, int tries) {}

  /** Counts a try; false when it is one too many. */
  public synchronized boolean allows(String address) {
    Instant now = clock.instant();
    Window window = windows.get(address);
    Window next =
        window == null || !now.isBefore(window.began().plus(period))
            ? new Window(now, 1)
            : new Window(window.began(), Math.min(window.tries() + 1, most + 1));
    windows.put(address, next);
    return next.tries() <= most;
  }
}
