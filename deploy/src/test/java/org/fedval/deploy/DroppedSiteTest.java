package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An agent is killed for good, and the report is exactly the sum of the survivors. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class DroppedSiteTest {
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final int SITES = 5;

  @Test
  void killed_before_its_upload_it_is_not_in_the_sums(@TempDir Path out) throws Exception {
    // With this seed the demo kills before the upload.
    Dropped dropped = drop(out, 4, "before");

    assertThat(dropped.stored.survivors()).hasSize(SITES - 1).doesNotContain(dropped.victim);
    assertThat(dropped.stored.slots().pooled()).as("rounds").hasSize(2);
    assertThat(dropped.stored.slots().absence()).isEmpty();
    assertExact(out, dropped);
  }

  @Test
  void killed_after_its_upload_it_is_in_the_sums(@TempDir Path out) throws Exception {
    // With this seed the demo kills after the upload.
    Dropped dropped = drop(out, 1, "after");

    assertThat(dropped.stored.survivors()).hasSize(SITES).contains(dropped.victim);
    assertThat(dropped.stored.slots().pooled()).as("rounds").hasSize(1);
    assertThat(dropped.stored.slots().absence())
        .as("the second round is over the same sites or over none")
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("SITE_LOST: "));
    assertExact(out, dropped);
  }

  @Test
  void three_sites_cannot_lose_one_and_the_demo_ends_at_once(@TempDir Path out) {
    Fedval run = Fedval.run("demo", "--sites", "3", "--drop", "1", "--out", out.resolve("a"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err().strip())
        .isEqualTo("fedval: 3 sites: none may be lost; 4 or more for one dropout");
    assertThat(out.resolve("a")).doesNotExist();
  }

  private record Dropped(String victim, StoredStudy stored) {}

  private static Dropped drop(Path out, int seed, String moment) throws Exception {
    try (FedvalProcess demo =
        FedvalProcess.start(
            "demo", "--sites", SITES, "--drop", 1, "--seed", seed, "--out", out, "--keep")) {
      String killed = demo.awaitLine(line -> line.contains("killed the agent of "), LIMIT);
      assertThat(killed).contains(" " + moment + " its masked vector was there");
      assertThat(demo.exit(LIMIT)).as(demo.err()).isZero();
      String victim = killed.replaceFirst(".*killed the agent of (\\S+) .*", "$1");
      return new Dropped(
          victim, StoredStudy.of(new CoordinatorHome(out.resolve("work/coordinator"))));
    }
  }

  private static void assertExact(Path out, Dropped dropped) throws Exception {
    LockedBundle bundle = LockedBundle.read(out.resolve("work/vendor/model.fvb"));
    List<CaseTable> plain = new ArrayList<>();
    for (String site : dropped.stored.survivors()) {
      Path data = out.resolve("work/site-data").resolve(site);
      plain.add(SiteCounts.cases(data, dropped.stored.locked(), bundle));
    }
    SlotRepository.Ended slots = dropped.stored.slots();
    PooledStudy pooled = SiteCounts.pooled(dropped.stored.locked(), plain, slots.pooled().size());
    PooledResults central =
        ReportAssembler.assemble(slots.absence().map(pooled::without).orElse(pooled));

    ValidationReport report = ReportJson.read(Files.readAllBytes(out.resolve("report.json")));
    assertThat(report.roster().contributingSites()).isEqualTo(dropped.stored.survivors().size());
    assertThat(report.results().estimates()).hasSizeGreaterThan(100);
    assertThat(report.results().estimates()).containsExactlyElementsOf(central.estimates());
    assertThat(report.results().exclusions()).containsExactlyElementsOf(central.exclusions());
    assertThat(report.results().curves()).containsExactlyElementsOf(central.curves());
  }
}
