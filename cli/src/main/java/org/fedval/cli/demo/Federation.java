package org.fedval.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.config.AgentHome;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.RefusedException;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.Fingerprint;

/** The demo's processes: one coordinator and one agent a site. Closing it stops them all. */
final class Federation implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final long AWAIT_MILLIS = 200;

  private final CoordinatorHome coordinatorHome;
  private final ChildProcess coordinator;
  private final Map<DemoSite, ChildProcess> agents = new LinkedHashMap<>();
  private String address = "";
  private String enrolment = "";
  private String pages = "";

  private Federation(CoordinatorHome home, ChildProcess coordinator) {
    this.coordinatorHome = home;
    this.coordinator = coordinator;
  }

  /** Starts the coordinator and waits until it listens. */
  static Federation start(CoordinatorHome home) throws IOException, InterruptedException {
    ChildProcess process =
        ChildProcess.start(
            "coordinator",
            home.root().resolve("coordinator.log"),
            List.of("coordinator", "run", "--exit-with-parent", "--home", home.root().toString()));
    Federation federation = new Federation(home, process);
    try {
      federation.awaitListening();
      return federation;
    } catch (IOException | InterruptedException | RuntimeException e) {
      federation.close();
      throw e;
    }
  }

  private void awaitListening() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    Path file = coordinatorHome.listeningFile();
    while (!Files.exists(file)) {
      requireAlive(coordinator, deadline, "did not start to listen");
      Thread.sleep(50);
    }
    String[] parts = Files.readString(file).strip().split(" ");
    address = parts[0] + ":" + parts[1];
    enrolment = parts[0] + ":" + parts[2];
    pages = parts.length > 3 ? "http://" + parts[0] + ":" + parts[3] : "";
  }

  /** HOST:PORT of the main port. */
  String address() {
    return address;
  }

  /** Where the coordinator's pages are; empty when it has none. */
  String pages() {
    return pages;
  }

  /** Waits until the coordinator's process ends, or somebody stops this one. */
  void await() throws InterruptedException {
    while (coordinator.isAlive()) {
      Thread.sleep(AWAIT_MILLIS);
    }
  }

  Credentials credentials(String role) {
    return new Credentials(coordinatorHome.credentials(role));
  }

  /**
   * Writes every site's home, starts its agent, and waits until all are enrolled.
   *
   * @param siteLevel whether every site's policy allows estimates of single sites
   */
  void enrol(
      List<DemoSite> sites,
      DemoFolders folders,
      Fingerprint vendor,
      boolean siteLevel,
      OperatorClient operator)
      throws IOException, RefusedException, InterruptedException {
    for (DemoSite site : sites) {
      AgentHome home = new AgentHome(folders.site(site.siteId()));
      DemoHomes.site(home, site, enrolment, operator.createToken(site.siteId()), vendor, siteLevel);
      agents.put(
          site,
          ChildProcess.start(
              site.siteId(),
              home.root().resolve("agent.log"),
              List.of("agent", "run", "--exit-with-parent", "--home", home.root().toString())));
    }
    long deadline = System.nanoTime() + START_LIMIT.multipliedBy(2).toNanos();
    while (operator.sites().size() < sites.size()) {
      for (ChildProcess agent : agents.values()) {
        requireAlive(agent, deadline, "did not enrol");
      }
      requireAlive(coordinator, deadline, "stopped");
      Thread.sleep(100);
    }
  }

  /** Ends an agent as a power cut would. */
  void kill(String siteId) {
    agents.forEach(
        (site, agent) -> {
          if (site.siteId().equals(siteId)) {
            agent.kill();
          }
        });
  }

  /** Sites whose agent has ended. */
  List<String> lost() {
    return agents.values().stream()
        .filter(agent -> !agent.isAlive())
        .map(ChildProcess::name)
        .toList();
  }

  /** The coordinator's last words when it has ended; empty while it runs. */
  String coordinatorLoss() {
    return coordinator.isAlive()
        ? ""
        : "the coordinator's process ended: " + coordinator.lastLine();
  }

  Map<String, Long> processIds() {
    Map<String, Long> ids = new LinkedHashMap<>();
    ids.put(coordinator.name(), coordinator.pid());
    agents.values().forEach(agent -> ids.put(agent.name(), agent.pid()));
    return ids;
  }

  private static void requireAlive(ChildProcess process, long deadline, String what) {
    if (!process.isAlive()) {
      throw new DemoException(
          "%s stopped with exit code %d: %s"
              .formatted(process.name(), process.exitCode(), process.lastLine()));
    }
    if (System.nanoTime() > deadline) {
      throw new DemoException(process.name() + " " + what + " in time.");
    }
  }

  @Override
  public void close() {
    List<Thread> stopping = new ArrayList<>();
    for (ChildProcess agent : agents.values()) {
      Thread thread = new Thread(agent::close);
      thread.start();
      stopping.add(thread);
    }
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    coordinator.close();
  }
}
