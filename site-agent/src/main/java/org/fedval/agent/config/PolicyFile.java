package org.fedval.agent.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.fedval.agent.release.ApprovalPolicy;

/** Reads {@code policy.yaml}. */
public final class PolicyFile {
  private PolicyFile() {}

  /** The policy; without a file anybody may ask, and nothing runs before a person approved it. */
  public static ApprovalPolicy read(AgentHome home) throws ConfigException {
    return Files.notExists(home.policyFile(), LinkOption.NOFOLLOW_LINKS)
        ? ApprovalPolicy.ofPeople()
        : SiteYaml.read(home.policyFile(), ApprovalPolicy.class);
  }
}
