package org.fedval.coordinator.round;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.fedval.wire.session.SiteInstruction;

/** Where instructions for each attached site go; one that is not attached hears them later. */
public final class Outboxes {
  private final Map<String, Consumer<SiteInstruction>> bySite = new ConcurrentHashMap<>();

  /** A site attached; an older stream of the same site is forgotten. */
  public void attach(String siteId, Consumer<SiteInstruction> outbox) {
    bySite.put(siteId, outbox);
  }

  /** This very stream ended. */
  public void detach(String siteId, Consumer<SiteInstruction> outbox) {
    bySite.remove(siteId, outbox);
  }

  /** Whether the site is attached. */
  public boolean isAttached(String siteId) {
    return bySite.containsKey(siteId);
  }

  /** The sites that are attached. */
  public Set<String> attached() {
    return Set.copyOf(bySite.keySet());
  }

  /** Sends, if the site is attached. */
  public void send(String siteId, SiteInstruction instruction) {
    Consumer<SiteInstruction> outbox = bySite.get(siteId);
    if (outbox != null) {
      outbox.accept(instruction);
    }
  }
}
