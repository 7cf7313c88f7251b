package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecAggSessionTest {
  @TempDir private Path folder;

  private final List<TestSite> sites = new ArrayList<>();
  private OfferedStudy study;
  private TestCoordinator coordinator;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    coordinator = new TestCoordinator(study, 1);
    for (int i = 0; i < 3; i++) {
      sites.add(new TestSite(study, folder.resolve("site-" + i), i, new LocalDisk()));
    }
  }

  @Test
  void an_instruction_that_comes_again_gets_the_same_bytes_again() throws Exception {
    for (int phase = 0; phase < 6; phase++) {
      for (TestSite site : sites) {
        SiteInstruction instruction = coordinator.last(site.index);
        List<SiteMessage> answers = site.take(coordinator.terms, instruction);
        assertThat(answers).hasSize(1);
        assertThat(site.take(coordinator.terms, instruction)).isEqualTo(answers);
        coordinator.hear(site.index, answers, () -> session(site).maskedVector());
      }
      coordinator.next();
    }
    CrashMatrixTest.assertExact(study, coordinator.pooled, sites);
  }

  @Test
  void a_step_that_the_coordinator_skips_is_refused() throws Exception {
    SecAggSession site = sites.get(0).join(coordinator.terms);
    var sid = coordinator.terms.sid();
    var anything = study.signedRoster();

    skipped(
        () ->
            site.mask(
                new SiteInstruction.SharesDelivered(sid, anything, new TreeMap<>()),
                sites.get(0).freeze()));
    skipped(site::maskedVector);
    skipped(() -> site.revealGate(new SiteInstruction.Committed(sid, anything)));
    skipped(() -> site.revealMetrics(new SiteInstruction.GateOpened(sid, anything, anything)));
  }

  @Test
  void a_site_that_has_not_masked_says_nothing_to_survivors_and_masks_nothing_afterwards()
      throws Exception {
    SecAggSession site = sites.get(0).join(coordinator.terms);
    var sid = coordinator.terms.sid();
    var anything = study.signedRoster();

    assertThat(site.vote(new SiteInstruction.SurvivorsNamed(sid, anything))).isEmpty();
    assertThat(
            site.mask(
                new SiteInstruction.SharesDelivered(sid, anything, new TreeMap<>()),
                sites.get(0).freeze()))
        .isEmpty();
    assertThat(site.revealGate(new SiteInstruction.Committed(sid, anything))).isEmpty();
  }

  @Test
  void a_session_is_joined_once() throws Exception {
    SecAggSession first = sites.get(0).join(coordinator.terms);
    assertThatThrownBy(() -> sites.get(0).join(coordinator.terms))
        .hasMessage("This site was in this session before.");
    first.leave();
    sites.get(0).restart();
    assertThatThrownBy(() -> sites.get(0).join(coordinator.terms))
        .hasMessage("This site was in this session before.");
  }

  @Test
  void counts_of_another_study_are_not_frozen() throws Exception {
    OfferedStudy other = new OfferedStudy(folder.resolve("other"));
    ReleasedCounts foreign =
        new TestSite(other, folder.resolve("elsewhere"), 0, new LocalDisk()).counts();

    assertThatThrownBy(
            () ->
                sites
                    .get(0)
                    .frozen
                    .freezeOnce(
                        study.locked.definition(),
                        TestSite.SLOT,
                        study.locked.layout(),
                        0,
                        foreign,
                        sites.get(0).cohort))
        .hasMessage("The counts are released for another study.");
  }

  private SecAggSession session(TestSite site) {
    return site.shelf.find(coordinator.terms.sid()).orElseThrow();
  }

  private static void skipped(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("The coordinator skipped a step of the session.");
  }
}
