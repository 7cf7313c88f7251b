package org.fedval.cli.demo;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.config.AgentHome;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SitePhaseName;

/** Kills the agents of a {@link DropPlan} at their moment, as {@code kill -9} would. */
final class Casualties implements AutoCloseable {
  private static final long WATCH_MILLIS = 5;

  private final Federation federation;
  private final DemoFolders folders;
  private final Roster roster;
  private final PrintWriter out;
  private final Map<String, DropPlan.Moment> waiting;
  private final Database database;
  private final Thread watch;

  private Casualties(
      Federation federation, DemoFolders folders, Roster roster, DropPlan plan, PrintWriter out) {
    this.federation = federation;
    this.folders = folders;
    this.roster = roster;
    this.out = out;
    this.waiting = new TreeMap<>(plan.victims());
    this.database = Database.open(new CoordinatorHome(folders.coordinator()).database());
    this.watch = new Thread(this::untilAllAreKilled, "casualties");
    watch.setDaemon(true);
  }

  /** Watches from now on. */
  static Casualties of(
      Federation federation, DemoFolders folders, Roster roster, DropPlan plan, PrintWriter out) {
    Casualties casualties = new Casualties(federation, folders, roster, plan, out);
    casualties.watch.start();
    return casualties;
  }

  private void untilAllAreKilled() {
    try {
      while (!waiting.isEmpty()) {
        waiting.entrySet().removeIf(e -> isKilled(e.getKey(), e.getValue()));
        Thread.sleep(WATCH_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isKilled(String site, DropPlan.Moment moment) {
    if (!(moment == DropPlan.Moment.BEFORE_UPLOAD ? runsCohort(site) : hasUploaded(site))) {
      return false;
    }
    federation.kill(site);
    out.println(
        "fedval demo: killed the agent of %s %s its masked vector was there"
            .formatted(site, moment == DropPlan.Moment.BEFORE_UPLOAD ? "before" : "after"));
    out.flush();
    return true;
  }

  private boolean runsCohort(String site) {
    return AdminClient.status(new AgentHome(folders.site(site)).adminSocket())
        .filter(s -> s.phase().equals(SitePhaseName.RUNNING_COHORT.words()))
        .isPresent();
  }

  /** The coordinator keeps the manifest of the site's roster index beside the vector. */
  private boolean hasUploaded(String site) {
    int index = roster.indexOf(site).orElseThrow();
    SessionBodyRepository bodies = new SessionBodyRepository(database);
    return bodies.ofOpenStudies().stream()
        .anyMatch(sid -> bodies.body(sid.toByteArray(), index, MaskedManifest.TYPE).isPresent());
  }

  @Override
  public void close() {
    watch.interrupt();
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    database.close();
  }
}
