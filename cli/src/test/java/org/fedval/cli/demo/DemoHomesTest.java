package org.fedval.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHomesTest {
  private static final Fingerprint VENDOR =
      SigningKey.generate(new SecureRandom()).verifyingKey().fingerprint();

  @TempDir private Path folder;

  private ApprovalPolicy policy(boolean siteLevel) throws Exception {
    AgentHome home = new AgentHome(folder.resolve("site-" + siteLevel));
    DemoSite site = new DemoSite("a", folder);
    DemoHomes.site(home, site, "127.0.0.1:1", "token", VENDOR, siteLevel);
    return PolicyFile.read(home);
  }

  @Test
  void estimates_of_single_sites_are_allowed_only_where_the_plan_asks_for_them() throws Exception {
    assertThat(policy(true).allowSiteLevelEstimates()).isTrue();
    assertThat(policy(false).allowSiteLevelEstimates()).isNull();
    assertThat(policy(false).approveOwners()).containsExactly(VENDOR.text());
  }
}
