package org.fedval.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustFilesTest {
  private final SigningKey key = SigningKey.generate(new SecureRandom());
  @TempDir private Path folder;
  private AgentHome home;
  private TrustFiles trust;

  @BeforeEach
  void open() throws Exception {
    home = new AgentHome(folder);
    home.prepare();
    trust = new TrustFiles(home);
  }

  @Test
  void an_approved_roster_is_approved_and_hand_written_lines_stay() throws Exception {
    Files.writeString(home.approvedRostersFile(), "# our list\n" + "ab".repeat(32));

    trust.approve(roster("r", 3));
    trust.approve(roster("r", 3));

    assertThat(trust.approvesRoster(roster("r", 3).hash().hex())).isTrue();
    assertThat(Files.readAllLines(home.approvedRostersFile()))
        .containsExactly(
            "# our list", "ab".repeat(32), roster("r", 3).hash().hex() + "  # version 3 of r");
    assertThat(trust.highestApproved()).isEqualTo(3);
  }

  @Test
  void a_lower_version_is_never_approved() throws Exception {
    trust.approve(roster("r", 3));

    assertThatThrownBy(() -> trust.approve(roster("other", 2)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Version 2")
        .hasMessageContaining("older than version 3");

    assertThat(trust.approvesRoster(roster("other", 2).hash().hex())).isFalse();
    trust.approve(roster("r", 4));
    assertThat(trust.highestApproved()).isEqualTo(4);
  }

  @Test
  void two_rosters_of_one_version_are_not_both_approved() throws Exception {
    trust.approve(roster("r", 3));

    assertThatThrownBy(() -> trust.approve(roster("s", 3)))
        .hasMessageContaining("Another roster with the same version 3");
  }

  @Test
  void a_damaged_memory_of_the_highest_version_stops_everything() throws Exception {
    for (String damaged : List.of("", "x", "3", "3 abc", "3 " + "0".repeat(63))) {
      Files.writeString(home.highestVersionFile(), damaged);

      assertThatThrownBy(() -> trust.highestApproved())
          .as(damaged)
          .isInstanceOf(ConfigException.class);
      assertThatThrownBy(() -> trust.approve(roster("r", 3))).isInstanceOf(ConfigException.class);
    }
    assertThat(home.approvedRostersFile()).doesNotExist();
  }

  @Test
  void fingerprints_and_offices_are_written_once_and_read_again() throws Exception {
    for (int twice = 0; twice < 2; twice++) {
      trust.vouchFor(key.verifyingKey().fingerprint(), "site-b");
      trust.pinEndorser(key.verifyingKey());
    }

    assertThat(trust.fingerprints()).containsExactly(key.verifyingKey().fingerprint());
    assertThat(trust.endorsers()).containsExactly(key.verifyingKey());
    assertThat(Files.readAllLines(home.fingerprintsFile())).hasSize(1);
    Files.writeString(home.endorsersFile(), "no key\n");
    assertThatThrownBy(() -> trust.endorsers()).hasMessageContaining("64 hexadecimal digits");
  }

  private Roster roster(String name, long version) {
    return new Roster(
        name,
        version,
        key.verifyingKey(),
        List.of(
            new Roster.Member(
                "a", "A", key.verifyingKey(), Octets.of(new byte[32]), Sha256Digest.ZERO)));
  }
}
