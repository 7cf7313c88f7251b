package org.fedval.agent.config;

import org.fedval.agent.release.ApprovalPolicy;

/** Reads {@code policy.yaml}. */
public final class PolicyFile {
  private PolicyFile() {}

  public static ApprovalPolicy read(AgentHome home) throws ConfigException {
    return SiteYaml.read(home.policyFile(), ApprovalPolicy.class);
  }
}
