package org.fedval.agent.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.preflight.CheckLine.State;
import org.fedval.agent.support.OfferedStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private Path images;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
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
    images = Files.createDirectories(study.home.root().resolve("images"));
    Files.write(images.resolve("1.dcm"), SampleImages.bytes(SampleImages.image("2.25.1").build()));
    Files.writeString(
        images.resolve("labels.csv"), "sop_instance_uid,patient_id,dark\n2.25.1,CANARY-1,1\n");
  }

  @Test
  void a_home_that_is_not_enrolled_is_checked_as_far_as_it_goes() {
    Map<String, CheckLine> lines = run(null);

    for (String name :
        new String[] {
          "home", "agent.yaml", "policy.yaml", "processor", "inference", "dicom", "labels"
        }) {
      assertThat(lines.get(name).state()).as(lines.get(name).sentence()).isEqualTo(State.OK);
    }
    for (String name : new String[] {"keys", "certificate", "clock", "coordinator"}) {
      assertThat(lines.get(name).state()).isEqualTo(State.SKIPPED);
      assertThat(lines.get(name).sentence()).contains("fedval agent enroll");
    }
    assertThat(lines.get("labels").sentence()).isEqualTo("1 rows; columns dark.");
    assertThat(lines.values()).noneMatch(l -> l.sentence().contains("CANARY"));
  }

  @Test
  void each_thing_that_is_wrong_says_how_to_mend_it() throws Exception {
    Files.setPosixFilePermissions(study.home.state(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(study.home.configFile(), "threads: 64\n", StandardOpenOption.APPEND);
    Files.writeString(
        study.home.policyFile(),
        "schema: fedval.policy/v1\napprove_owners: []\nminimum_cells: 5\n");
    Files.write(images.resolve("1.dcm"), new byte[200]);
    Files.writeString(images.resolve("labels.csv"), "uid,dark\nCANARY,1\n");

    Map<String, CheckLine> lines = run(null);

    fix(lines, "home", "run chmod 700 " + study.home.state());
    fix(lines, "policy.yaml", "unknown key 'minimum_cells'");
    fix(lines, "processor", "lower threads");
    fix(lines, "dicom", "None of the first 1 images");
    fix(lines, "labels", "policy.yaml");
    assertThat(lines.values()).noneMatch(l -> l.sentence().contains("CANARY"));
  }

  @Test
  void labels_are_read_with_the_findings_that_the_policy_allows() throws Exception {
    Files.writeString(
        study.home.policyFile(),
        "schema: fedval.policy/v1\napprove_owners: []\nfindings: [dark]\n");
    assertThat(run(null).get("labels").sentence()).isEqualTo("1 rows with dark.");

    Files.writeString(
        study.home.policyFile(),
        "schema: fedval.policy/v1\napprove_owners: []\nfindings: [dark, bright]\n");
    fix(run(null), "labels", "has no column 'bright'");
    Files.delete(images.resolve("labels.csv"));
    fix(run(null), "labels", "does not exist");
  }

  @Test
  void keys_are_opened_and_an_unreachable_coordinator_is_told() throws Exception {
    SiteKeys keys =
        SiteKeys.loadOrCreate(study.home, HomeVault.open(study.home, study.random), study.random);
    assertThat(run(null).get("keys").sentence())
        .contains(keys.identity().verifyingKey().fingerprint().text());
    Files.write(study.home.identityKeyFile(), new byte[] {1});
    assertThat(run(null).get("keys").state()).isEqualTo(State.FIX);
    new CoordinatorPin(
            CoordinatorPin.SCHEMA, "localhost", 1, study.coordinator.verifyingKey().hex())
        .write(study.home);
    fix(run(null), "coordinator", "does not exist");
  }

  @Test
  void the_canaries_of_a_bundle_are_run() {
    assertThat(run(study.plainFile).get("canaries").sentence())
        .contains("give the vendor's scores");
    fix(run(images.resolve("1.dcm")), "canaries", "");
    assertThat(run(null).get("canaries").state()).isEqualTo(State.SKIPPED);
  }

  private static void fix(Map<String, CheckLine> lines, String name, String words) {
    assertThat(lines.get(name).state()).as(name).isEqualTo(State.FIX);
    assertThat(lines.get(name).sentence()).contains(words);
  }

  private Map<String, CheckLine> run(Path bundle) {
    return new Preflight(study.home, Clock.systemUTC(), bundle)
        .run().stream().collect(Collectors.toMap(CheckLine::name, Function.identity()));
  }
}
