package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.fedval.cli.client.VendorClient;
import org.fedval.evaluation.report.PooledResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a federation of processes an agent is killed with SIGKILL at a random moment between the
 * submission of a study and its end, and started again: the pooled numbers are those of an
 * undisturbed study. {@code -Dfedval.kills=20} takes that many federations, {@code
 * -Dfedval.kills.seed=N} other moments.
 */
@Timeout(3_600)
class KilledAgentProcessTest {
  private static final int KILLS = Integer.getInteger("fedval.kills", 2);
  private static final long SEED = Long.getLong("fedval.kills.seed", 4711);
  private static final int SITES = 3;
  private static final int IMAGES = 120;
  private static final Duration END = Duration.ofSeconds(400);

  @TempDir private Path folder;

  @Test
  void killed_at_any_moment_and_started_again_an_agent_changes_no_pooled_number() throws Exception {
    Path data = TinySites.write(folder.resolve("data"), SITES, IMAGES);
    PooledResults undisturbed;
    long whole;
    try (ProcessFederation federation = ProcessFederation.start(folder.resolve("calm"), data)) {
      long start = System.nanoTime();
      ProcessFederation.Running study = federation.submit(status -> {});
      VendorClient.Status end = study.end().get(END.toSeconds(), TimeUnit.SECONDS);
      whole = System.nanoTime() - start;
      assertThat(end.state()).as(end.sentence()).isEqualTo("PUBLISHED");
      undisturbed = federation.results(study.study());
    }
    assertThat(undisturbed.estimates()).hasSizeGreaterThan(100);
    System.out.printf("undisturbed: %.1f s%n", whole / 1e9);

    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      String site = "site-" + (1 + random.nextInt(SITES));
      long moment = (long) (random.nextDouble() * whole);
      try (ProcessFederation federation =
          ProcessFederation.start(folder.resolve("kill-" + kill), data)) {
        String told = "kill %d of %d, %s after %.2f s".formatted(kill, KILLS, site, moment / 1e9);
        equal(killed(federation, site, moment, told), undisturbed, told);
      }
    }
  }

  /** The results of the study, or of the next one when the first was ended with a reason. */
  private static PooledResults killed(
      ProcessFederation federation, String site, long moment, String told) throws Exception {
    AtomicReference<VendorClient.Status> last = new AtomicReference<>();
    ProcessFederation.Running study = federation.submit(last::set);
    boolean early = false;
    try {
      study.end().get(moment, TimeUnit.NANOSECONDS);
      early = true;
    } catch (TimeoutException stillRunning) {
      federation.kill(site);
    }
    String at = phase(last.get(), site);
    if (!early) {
      federation.startAgent(site);
    }
    VendorClient.Status end = ended(federation, study, told);
    System.out.printf(
        "%s (%s): %s %s%n", told, early ? "ended before" : at, end.state(), end.sentence());
    if (end.state().equals("ABORTED")) {
      assertThat(end.sentence()).as(told).isNotBlank();
      study = federation.submit(status -> {});
      end = ended(federation, study, told);
      System.out.printf("%s, once more: %s %s%n", told, end.state(), end.sentence());
    }
    assertThat(end.state()).as(told + ": " + end.sentence()).isEqualTo("PUBLISHED");
    return federation.results(study.study());
  }

  private static VendorClient.Status ended(
      ProcessFederation federation, ProcessFederation.Running study, String told) throws Exception {
    try {
      return study.end().get(END.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(told + ": the study does not end.\n" + federation.said(), e);
    }
  }

  private static String phase(VendorClient.Status status, String site) {
    return status == null
        ? "no phase yet"
        : status.state()
            + status.sites().stream()
                .filter(phase -> phase.siteId().equals(site))
                .map(phase -> ", " + phase.phase())
                .findFirst()
                .orElse("");
  }

  private static void equal(PooledResults found, PooledResults expected, String told) {
    assertThat(found.estimates()).as(told).containsExactlyElementsOf(expected.estimates());
    assertThat(found.exclusions()).as(told).containsExactlyElementsOf(expected.exclusions());
    assertThat(found.curves()).as(told).containsExactlyElementsOf(expected.curves());
  }
}
