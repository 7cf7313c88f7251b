package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.fedval.cli.client.VendorClient;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any process of a federation may be killed at any moment: its study ends with the exact counts, or
 * it ends with the reason why, and none hangs. Twice on each database here; {@code
 * -Dfedval.kills=50} for as often as one likes, and {@code -Dfedval.kills.seed} for other moments.
 */
class KilledFederationTest {
  private static final int KILLS = Integer.getInteger("fedval.kills", 2);
  private static final long SEED = Long.getLong("fedval.kills.seed", 6);

  @TempDir private Path folder;

  @Test
  void on_sqlite_every_study_ends_though_a_process_is_killed() throws Exception {
    try (KillableFederation federation = KillableFederation.onSqlite(folder)) {
      killOften(federation, "sqlite");
    }
  }

  @Test
  void on_postgresql_with_two_replicas_every_study_ends_though_a_process_is_killed()
      throws Exception {
    try (KillableFederation federation = KillableFederation.onPostgres(folder)) {
      killOften(federation, "postgresql");
    }
  }

  private static void killOften(KillableFederation federation, String name) throws Exception {
    long undisturbed = undisturbed(federation);
    Random random = new Random(SEED);
    TreeMap<String, Integer> ends = new TreeMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> names = federation.names();
      // The first is always the one that everything goes through.
      String victim = kill == 0 ? federation.leader() : names.get(random.nextInt(names.size()));
      long after = (long) (random.nextDouble() * undisturbed);
      String moment =
          "kill %d on %s: %s after %d of %d ms".formatted(kill, name, victim, after, undisturbed);

      Sha256Digest study = federation.submit("killed-" + kill);
      Thread.sleep(after);
      federation.kill(victim);
      federation.start(victim);
      VendorClient.Status last = federation.untilOver(study);

      ends.merge(last.state(), 1, Integer::sum);
      tell(moment + ": " + last.state() + " (" + last.sentence() + ")");
      if (last.state().equals("PUBLISHED")) {
        federation.assertExact(study);
      } else {
        assertThat(last.sentence())
            .as(moment)
            .endsWith(".")
            .containsAnyOf("site-1", "site-2", "site-3", "coordinator");
      }
      if (victim.startsWith("coordinator")) {
        federation.awaitReady(victim);
      }
    }
    tell(KILLS + " kills on " + name + ": " + ends);
    assertThat(ends.getOrDefault("PUBLISHED", 0)).as("studies with a report").isPositive();
  }

  /** The long form says what it gave. */
  private static void tell(String line) {
    if (Integer.getInteger("fedval.kills") != null) {
      System.out.println(line);
    }
  }

  /** How long a study takes when nobody is killed, in milliseconds. */
  private static long undisturbed(KillableFederation federation) throws Exception {
    long start = System.nanoTime();
    Sha256Digest study = federation.submit("undisturbed");
    assertThat(federation.untilOver(study).state()).isEqualTo("PUBLISHED");
    federation.assertExact(study);
    return (System.nanoTime() - start) / 1_000_000;
  }
}
