package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.wire.session.SiteInstruction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One mask never covers two vectors, whatever happens to the data or the disk. */
class TwoTimePadTest {
  @TempDir private Path folder;

  private TestRun run;
  private TestSite site;
  private SiteInstruction delivered;
  private byte[] masked;

  @BeforeEach
  void a_site_has_masked() throws Exception {
    run = new TestRun(new OfferedStudy(folder), folder.resolve("homes"));
    site = run.sites.get(0);
    run.phases(2);
    delivered = run.coordinator.last(0);
    run.everybody();
    masked = run.session(site).maskedVector();
  }

  @Test
  void data_that_changed_after_freezing_changes_nothing() throws Exception {
    site.images = 999;
    site.restart();

    run.say(site, delivered);

    assertThat(run.session(site).maskedVector()).isEqualTo(masked);
    assertThat(site.damage).isEmpty();
  }

  @Test
  void a_further_attempt_masks_the_frozen_numbers_too() throws Exception {
    run.coordinator.askAbort();
    run.everybody();
    run.coordinator.closeAbort();
    run.everybody();
    site.images = 999;
    run.propose(run.study, 2);

    run.finish();

    site.images = 20;
    CrashMatrixTest.assertExact(run.study, run.coordinator.pooled, run.sites);
  }

  @Test
  void without_the_frozen_numbers_the_session_does_not_go_on() throws Exception {
    try (Stream<Path> files = Files.list(site.home.resolve("frozen"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    site.images = 999;

    site.restart();

    assertThat(site.damage)
        .singleElement()
        .asString()
        .contains("do not lead to what this site already sent");
    assertThat(site.take(run.coordinator.terms, delivered)).isEqualTo(List.of());
    assertThat(site.take(run.coordinator.terms, run.coordinator.said(0).get(0))).isEmpty();
  }
}
