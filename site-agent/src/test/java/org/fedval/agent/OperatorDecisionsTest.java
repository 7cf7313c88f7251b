package org.fedval.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.journal.Quarantine;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorDecisionsTest {
  private static final Sha256Digest SID = Sha256Digest.hash(new byte[] {3});

  @TempDir private Path folder;

  private OfferedStudy study;
  private OperatorDecisions decisions;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    SiteKeys.loadOrCreate(study.home, HomeVault.open(study.home, study.random), study.random);
    new CoordinatorPin(
            CoordinatorPin.SCHEMA, "localhost", 7443, study.coordinator.verifyingKey().hex())
        .write(study.home);
    Files.writeString(
        study.home.configFile(),
        """
        schema: fedval.agent/v1
        site_id: a
        organisation: Hospital a
        enrolment: localhost:7444
        data: images
        """);
    Files.writeString(study.home.policyFile(), "schema: fedval.policy/v1\napprove_owners: []\n");
    decisions =
        new OperatorDecisions(
            study.home,
            Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC),
            study.random);
  }

  @Test
  void an_override_is_written_down_even_when_the_session_holds_nothing() throws Exception {
    assertThat(decisions.override(SID)).isFalse();

    assertThat(Files.readString(study.home.decisionsFile()))
        .isEqualTo(
            "2026-11-21T12:00:00Z override session "
                + SID.hex()
                + ": I accept that my vector of this slot may be computed from two results\n");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(study.home.decisionsFile())))
        .isEqualTo("rw-------");
  }

  @Test
  void a_quarantine_is_shown_and_released_by_the_operator_alone() throws Exception {
    assertThat(decisions.quarantine()).isEmpty();
    Quarantine quarantine = new Quarantine(study.home.quarantineFile(), new LocalDisk());
    quarantine.enter("First reason.");
    quarantine.enter("Second reason.");
    quarantine.enter("First reason.");
    assertThat(decisions.quarantine()).containsExactly("First reason.", "Second reason.");
    study.state().quarantine();
    assertThat(quarantine.isOn()).isTrue();

    assertThat(decisions.release()).isZero();

    assertThat(quarantine.isOn()).isFalse();
    assertThat(Files.readAllLines(study.home.decisionsFile()))
        .containsExactly(
            "2026-11-21T12:00:00Z quarantine released: First reason.",
            "2026-11-21T12:00:00Z quarantine released: Second reason.");
  }
}
