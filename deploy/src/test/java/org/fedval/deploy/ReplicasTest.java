package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.fedval.cli.client.VendorClient;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two coordinators on one PostgreSQL database behind one address, as processes of their own. */
class ReplicasTest {
  @TempDir private Path folder;

  @Test
  void a_leader_killed_in_the_middle_of_a_study_costs_nothing() throws Exception {
    try (KillableFederation federation = KillableFederation.onPostgres(folder)) {
      String leader = federation.leader();
      String standby = leader.equals("coordinator-1") ? "coordinator-2" : "coordinator-1";
      assertThat(federation.screen(standby))
          .contains("Standing by: another replica leads, and connections are relayed to it.");

      Sha256Digest study = federation.submit("killed-leader");
      federation.kill(leader);
      VendorClient.Status last = federation.untilOver(study);

      assertThat(last.state()).as(federation.everything()).isEqualTo("PUBLISHED");
      federation.assertExact(study);
      assertThat(federation.leader()).isEqualTo(standby);

      federation.start(leader);
      federation.awaitReady(leader);
      assertThat(federation.screen(leader)).contains("Standing by");
      Sha256Digest next = federation.submit("after-the-return");
      assertThat(federation.untilOver(next).state()).isEqualTo("PUBLISHED");
      federation.assertExact(next);
    }
  }
}
