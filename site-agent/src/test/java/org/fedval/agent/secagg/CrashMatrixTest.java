package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.session.SiteInstruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 at every write of a whole session, before it, in its middle and after it, or a full disk.
 * Whatever the moment, the restarted site never says a second, different thing, and the sum is
 * exact.
 */
class CrashMatrixTest {
  @TempDir private Path folder;

  @Test
  void a_site_killed_at_any_write_goes_on_and_the_sum_is_exact() throws Exception {
    OfferedStudy study = new OfferedStudy(folder);
    CrashingDisk whole = new CrashingDisk(-1, CrashingDisk.Moment.BEFORE);
    run(study, "whole", whole);
    assertThat(whole.writes()).isGreaterThanOrEqualTo(20);

    for (int write = 1; write <= whole.writes(); write++) {
      for (CrashingDisk.Moment moment : CrashingDisk.Moment.values()) {
        String name = write + "-" + moment;
        try {
          run(study, name, new CrashingDisk(write, moment));
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("killed at write " + name, e);
        }
      }
    }
  }

  private void run(OfferedStudy study, String name, CrashingDisk disk) throws Exception {
    Path homes = folder.resolve(name);
    TestCoordinator coordinator = new TestCoordinator(study, 1);
    List<TestSite> sites = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      sites.add(new TestSite(study, homes.resolve("" + i), i, i == 0 ? disk : new LocalDisk()));
    }
    for (int phase = 0; phase < 7; phase++) {
      for (TestSite site : sites) {
        tell(coordinator, site, coordinator.last(site.index));
      }
      if (phase < 6) {
        coordinator.next();
      }
    }
    assertExact(study, coordinator.pooled, sites);
    for (TestSite site : sites) {
      assertThat(site.shelf.find(coordinator.terms.sid())).isEmpty();
      assertThat(site.shelf.hasSeen(coordinator.terms.sid())).isTrue();
      try (Stream<Path> left = Files.list(site.home.resolve("sessions"))) {
        assertThat(left.map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrder("counts", coordinator.terms.sid().hex() + ".ended");
      }
    }
  }

  /** Says an instruction; a site that was killed comes back and hears everything again. */
  private static void tell(TestCoordinator coordinator, TestSite site, SiteInstruction last)
      throws Exception {
    try {
      say(coordinator, site, last);
    } catch (CrashingDisk.Killed | IOException | UncheckedIOException stopped) {
      if (!(stopped instanceof CrashingDisk.Killed)) {
        sayWhateverComes(coordinator, site, last);
      }
      site.restart();
      assertThat(site.damage).isEmpty();
      for (SiteInstruction instruction : coordinator.said(site.index)) {
        say(coordinator, site, instruction);
      }
    }
  }

  /** A process that could not write lives on: what it still says must be what it said before. */
  private static void sayWhateverComes(
      TestCoordinator coordinator, TestSite site, SiteInstruction last) throws Exception {
    try {
      say(coordinator, site, last);
    } catch (IOException | RuntimeException refused) {
      assertThat(refused).isNotNull();
    }
  }

  private static void say(TestCoordinator coordinator, TestSite site, SiteInstruction instruction)
      throws Exception {
    coordinator.hear(
        site.index,
        site.take(coordinator.terms, instruction),
        () -> site.shelf.find(coordinator.terms.sid()).orElseThrow().maskedVector());
  }

  static void assertExact(OfferedStudy study, PooledVector pooled, List<TestSite> sites) {
    int unit = 1 + study.locked.counters().indexOf(Cell.excluded(Exclusion.UNREADABLE));
    long images = sites.stream().mapToLong(site -> site.images).sum();
    assertThat(pooled.survivors()).hasSize(sites.size());
    assertThat(pooled.sums(unit)).hasValueSatisfying(s -> assertThat(s).containsExactly(images));
    assertThat(pooled.gateSums()[2 * (unit - 1)]).isEqualTo(images);
    assertThat(pooled.gateSums()[2 * (unit - 1) + 1]).isEqualTo(sites.size());
  }
}
