package org.fedval.coordinator.web.api;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often one caller may ask: a bucket that fills evenly and holds a short rush. Thread-safe; it
 * remembers the callers of the last while only.
 */
final class RateLimit {
  private static final int MOST_CALLERS = 10_000;

  private final Clock clock;
  private final double perSecond;
  private final double most;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  private record Bucket(double tokens, long millis) {}

  /**
   * @param perSecond requests in the long run
   * @param most requests at once
   */
  RateLimit(Clock clock, double perSecond, int most) {
    this.clock = clock;
    this.perSecond = perSecond;
    this.most = most;
  }

  /** Takes one request of the caller; 0, or after how many seconds the next one is welcome. */
  synchronized int take(String caller) {
    long now = clock.millis();
    Bucket before = buckets.getOrDefault(caller, new Bucket(most, now));
    double waited = Math.max(0, now - before.millis()) / 1000.0;
    double tokens = Math.min(most, before.tokens() + waited * perSecond);
    if (tokens < 1) {
      buckets.put(caller, new Bucket(tokens, now));
      return (int) Math.ceil((1 - tokens) / perSecond);
    }
    buckets.put(caller, new Bucket(tokens - 1, now));
    return 0;
  }
}
