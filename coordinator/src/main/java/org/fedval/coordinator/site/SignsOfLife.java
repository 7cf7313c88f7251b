package org.fedval.coordinator.site;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.coordinator.store.SiteLifeRepository;

/**
 * Keeps when a site's agent was last heard of and what it runs. Written once a minute at most, so
 * that nothing finer than a sign of life is kept. Thread-safe.
 */
public final class SignsOfLife {
  /** How fine the time is. */
  public static final Duration GRAIN = Duration.ofMinutes(1);

  private final SiteLifeRepository store;
  private final Clock clock;
  private final Map<String, Instant> written = new ConcurrentHashMap<>();

  public SignsOfLife(SiteLifeRepository store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** An agent attached; a version text of any other form than a version's is not kept. */
  public void attached(String siteId, String version) {
    store.runs(siteId, AgentVersions.isShown(version) ? version : null);
    heard(siteId);
  }

  /** The site sent something, or its stream ended just now. */
  public void heard(String siteId) {
    Instant now = clock.instant();
    Instant since =
        written.merge(siteId, now, (before, n) -> n.isBefore(before.plus(GRAIN)) ? before : n);
    if (since.equals(now)) {
      store.seen(siteId, now);
    }
  }
}
