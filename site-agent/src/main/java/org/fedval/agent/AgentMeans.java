package org.fedval.agent;

import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.worker.Workers;

/**
 * What one process works with from its start to its end, whatever its policy says.
 *
 * @param software what the report says of the software behind the scores
 */
record AgentMeans(
    AgentHome home,
    AgentConfig config,
    CoordinatorPin pin,
    Kek kek,
    SiteKeys keys,
    Workers workers,
    EngineFacts engine,
    String software,
    Clock clock,
    SecureRandom random) {
  @Override
  public String toString() {
    return "AgentMeans[redacted]";
  }
}
