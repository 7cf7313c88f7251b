package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.wire.session.SiteInstruction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Noise drawn once and a budget charged once, at an agent's own files and across restarts. */
class PrivateSlotTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private TestRun run;
  private TestSite mine;

  @BeforeEach
  void a_study_with_privacy_is_offered() throws Exception {
    study = OfferedStudy.withEpsilon(folder.resolve("study"), 4);
    run = new TestRun(study, folder.resolve("homes"));
    mine = run.sites.get(0);
  }

  @Test
  void the_noise_of_a_slot_is_drawn_once_and_outlives_a_restart() throws Exception {
    Sha256Digest first = commitment(mine.freeze().vector());
    assertThat(commitment(mine.freeze().vector())).isEqualTo(first);
    mine.restart();
    assertThat(commitment(mine.freeze().vector())).isEqualTo(first);
    TestSite other = new TestSite(study, folder.resolve("other"), 0, new LocalDisk());
    assertThat(commitment(other.freeze().vector())).isNotEqualTo(first);
  }

  @Test
  void a_session_under_noise_is_charged_once_and_ends_with_a_result() throws Exception {
    run.finish();
    assertThat(run.coordinator.pooled).isNotNull();
    run.sites.forEach(site -> assertThat(site.privacy.spent()).isEqualTo(cost()));
    mine.restart();
    assertThat(mine.damage).isEmpty();
    assertThat(mine.privacy.spent()).isEqualTo(cost());
  }

  @Test
  void a_site_that_restarts_after_every_phase_keeps_the_noisy_rule_and_pays_once()
      throws Exception {
    for (int phase = 0; phase < 6; phase++) {
      run.everybody();
      for (TestSite site : run.sites) {
        site.restart();
        assertThat(site.damage).isEmpty();
      }
      run.everybody();
      run.coordinator.next();
    }
    run.everybody();
    assertThat(run.coordinator.pooled).isNotNull();
    run.sites.forEach(site -> assertThat(site.privacy.spent()).isEqualTo(cost()));
  }

  @Test
  void noise_that_was_drawn_again_does_not_leave() throws Exception {
    run.phases(2);
    mine.privacy.charge(run.coordinator.terms, mine.freeze().vector());
    erase(mine.home.resolve("frozen"));
    assertThatThrownBy(() -> run.say(mine, run.coordinator.last(0)))
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("noise is never drawn again");
    assertThat(run.session(mine).hasMasked()).isFalse();
  }

  @Test
  void the_charge_is_on_the_disk_private_and_signed() throws Exception {
    run.phases(2);
    run.say(mine, run.coordinator.last(0));
    Path file = mine.privacyFile();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(mine.ledger(5).spent()).isEqualTo(cost());
    mine.ledger(3.9).requireRoom(study.locked.definition());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> mine.ledger(5).spent())
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void a_study_over_budget_is_refused_before_any_work() {
    mine.privacy.requireRoom(study.locked.definition());
    assertThatThrownBy(() -> mine.ledger(3.9).requireRoom(study.locked.definition()))
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("privacy_epsilon_budget: 3.9");
    assertThatThrownBy(() -> mine.ledger(0).requireRoom(study.locked.definition()))
        .hasMessageContaining("sets no privacy_epsilon_budget");
    assertThat(Files.exists(mine.privacyFile())).isFalse();
  }

  @Test
  void a_masking_over_budget_sends_nothing_and_masks_nothing() throws Exception {
    mine.budgetEpsilon = 1;
    mine.restart();
    run.phases(2);
    assertThatThrownBy(() -> run.say(mine, run.coordinator.last(0)))
        .isInstanceOf(PrivacyRefused.class);
    assertThat(run.session(mine).hasMasked()).isFalse();
    assertThatThrownBy(() -> run.session(mine).maskedVector())
        .hasMessageContaining("skipped a step");
    assertThat(Files.exists(mine.privacyFile())).isFalse();
  }

  @Test
  void only_the_abort_certificate_gives_the_charge_back_also_after_a_restart() throws Exception {
    run.phases(2);
    run.everybody();
    assertThat(mine.privacy.spent()).isEqualTo(cost());
    run.coordinator.askAbort();
    run.everybody();
    mine.restart();
    assertThat(mine.privacy.spent()).isEqualTo(cost());
    run.coordinator.closeAbort();
    SiteInstruction notice = run.coordinator.last(0);
    run.say(mine, notice);
    assertThat(mine.privacy.spent()).isZero();
    assertThat(mine.ledger(5).spent()).isZero();
    assertThat(run.sites.get(1).privacy.spent()).isEqualTo(cost());
  }

  private long cost() {
    var privacy = study.locked.definition().privacy();
    return privacy.rhoGate() + privacy.rhoMetric();
  }

  private Sha256Digest commitment(FrozenVector vector) {
    return vector.commitment(study.locked.definition().hash(), TestSite.SLOT);
  }

  private static void erase(Path folder) throws Exception {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws java.io.IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
