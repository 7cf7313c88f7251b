package org.fedval.deploy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.fedval.cli.FedvalMain;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.coordinator.CoordinatorServer;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.WebConfig;

/** A coordinator in this process, on free ports of the loopback interface, over real TLS. */
final class LiveCoordinator implements AutoCloseable {
  private static final long DEADLINE_SECONDS = 60;

  private final CoordinatorHome home;
  private final CoordinatorServer server;

  private LiveCoordinator(CoordinatorHome home, CoordinatorServer server) {
    this.home = home;
    this.server = server;
  }

  static LiveCoordinator start(Path folder) throws Exception {
    return start(folder, Clock.systemUTC(), DEADLINE_SECONDS);
  }

  /** With pages on a free loopback port. */
  static LiveCoordinator startWithPages(Path folder) throws Exception {
    WebConfig pages = new WebConfig(null, 0, null, null, null, null);
    return start(folder, Clock.systemUTC(), DEADLINE_SECONDS, pages);
  }

  /** With a clock that a test moves, and deadlines that it does not reach. */
  static LiveCoordinator start(Path folder, Clock clock, long deadlineSeconds) throws Exception {
    return start(folder, clock, deadlineSeconds, null);
  }

  private static LiveCoordinator start(
      Path folder, Clock clock, long deadlineSeconds, WebConfig pages) throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder);
    CoordinatorSetup.init(home, clock, new SecureRandom());
    CoordinatorConfig config =
        new CoordinatorConfig(
            CoordinatorConfig.SCHEMA,
            "127.0.0.1",
            0,
            0,
            deadlineSeconds,
            deadlineSeconds,
            deadlineSeconds,
            pages,
            null,
            null);
    return new LiveCoordinator(
        home, CoordinatorServer.start(home, config, FedvalMain.VERSION, clock));
  }

  CoordinatorHome home() {
    return home;
  }

  /** The pages' address without a path. */
  String pages() {
    return "http://127.0.0.1:" + server.webPort().orElseThrow();
  }

  String address() {
    return "127.0.0.1:" + server.port();
  }

  int port() {
    return server.port();
  }

  int enrolmentPort() {
    return server.enrolmentPort();
  }

  String enrolment() {
    return "127.0.0.1:" + server.enrolmentPort();
  }

  Path credentials(String role) {
    return home.credentials(role);
  }

  OperatorClient operator() throws Exception {
    return new OperatorClient(new Credentials(credentials("operator")).connect(address()));
  }

  VendorClient vendor() throws Exception {
    return new VendorClient(new Credentials(credentials("vendor")).connect(address()));
  }

  @Override
  public void close() {
    server.close();
  }
}
