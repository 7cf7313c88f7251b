package org.fedval.coordinator;

import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.desk.EventLoop;
import org.fedval.coordinator.site.ServerCertificate;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.files.SigningKeyFile;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.RootKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running coordinator: one process, its services and its ports. */
public final class CoordinatorServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorServer.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration CERTIFICATE_TICK = Duration.ofSeconds(1);

  private final OpenedDatabase storage;
  private final EventLoop loop;
  private @Nullable GrpcPorts ports;
  private @Nullable WebServer web;

  private CoordinatorServer(OpenedDatabase storage, EventLoop loop) {
    this.storage = storage;
    this.loop = loop;
  }

  /**
   * Starts all ports and takes up what an earlier process left.
   *
   * @throws IOException with one sentence when a port is in use or the home is not initialised
   */
  public static CoordinatorServer start(
      CoordinatorHome home, CoordinatorConfig config, String version, Clock clock)
      throws IOException, CredentialsException {
    requireHome(home);
    OpenedDatabase storage = OpenedDatabase.open(home, config);
    try {
      return start(home, config, version, clock, storage);
    } catch (IOException | CredentialsException | RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  private static void requireHome(CoordinatorHome home) throws StartException {
    if (!Files.exists(home.coordinatorKeyFile())) {
      throw new StartException(
          home.root() + " is no coordinator's home; run 'fedval coordinator init' first.");
    }
  }

  /**
   * The same on a database that is open; the server closes it in the end.
   *
   * @throws IOException with one sentence when a port is in use
   */
  public static CoordinatorServer start(
      CoordinatorHome home,
      CoordinatorConfig config,
      String version,
      Clock clock,
      OpenedDatabase storage)
      throws IOException, CredentialsException {
    requireHome(home);
    SecureRandom random = new SecureRandom();
    SigningKey key = SigningKeyFile.read(home.coordinatorKeyFile());
    new RootKey(home.certificateAuthority()).settle();
    CertificateAuthority authority =
        CertificateAuthority.load(home.certificateAuthority(), clock, random);
    ServerCertificate certificate =
        new ServerCertificate(
            authority,
            new LinkedHashSet<>(
                List.of(config.hostName(), config.listenHost(), "localhost", "127.0.0.1")),
            clock,
            random);
    CoordinatorServer server =
        new CoordinatorServer(storage, new EventLoop(Database::isOutOfOrder));
    try {
      Services services =
          Services.over(
              storage.database(),
              server.loop,
              home,
              config,
              key,
              authority,
              version,
              clock,
              random);
      server.open(services, config, certificate, home);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void open(
      Services services,
      CoordinatorConfig config,
      ServerCertificate certificate,
      CoordinatorHome home)
      throws IOException {
    GrpcPorts grpc = GrpcPorts.open(services, config, certificate);
    ports = grpc;
    WebConfig pages = config.web();
    if (pages != null) {
      web = WebPort.open(services, pages, home);
    }
    services.desk().resume();
    loop.every(TICK, guardedTick(services.desk()::tick));
    loop.every(CERTIFICATE_TICK, guardedTick(certificate::tick));
    PrivateFiles.write(
        home.listeningFile(),
        "%s %d %d%s\n"
            .formatted(
                config.listenHost(),
                grpc.mainPort(),
                grpc.enrolmentPort(),
                web == null ? "" : " " + web.port())
            .getBytes(StandardCharsets.UTF_8));
  }

  public int port() {
    return grpc().mainPort();
  }

  public int enrolmentPort() {
    return grpc().enrolmentPort();
  }

  /** Where the pages are; empty when there are none. */
  public OptionalInt webPort() {
    return web == null ? OptionalInt.empty() : OptionalInt.of(web.port());
  }

  /** The gRPC services and the HTTP routes, for the tests that hold them against the rules. */
  List<ServerServiceDefinition> grpcServices() {
    return grpc().services();
  }

  List<Route> routes() {
    return web == null ? List.of() : web.routes();
  }

  /**
   * Waits until somebody stops the server.
   *
   * @throws StartException with one sentence when the database failed
   */
  public void await() throws InterruptedException, StartException {
    while (!grpc().isStoppedSoon()) {
      if (isBroken()) {
        throw new StartException(
            "The database could not be read or written; check the disk and its free space, and"
                + " start the coordinator again: it goes on where it stood.");
      }
    }
  }

  /** Whether the database failed, so that only a new start from what is stored leads on. */
  public boolean isBroken() {
    return loop.isBroken();
  }

  private GrpcPorts grpc() {
    if (ports == null) {
      throw new IllegalStateException("The ports are not open yet.");
    }
    return ports;
  }

  @Override
  public void close() {
    if (web != null) {
      web.close();
    }
    if (ports != null) {
      ports.close();
    }
    loop.close();
    storage.close();
  }

  private static Runnable guardedTick(Runnable tick) {
    return () -> {
      try {
        tick.run();
      } catch (RuntimeException e) {
        log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("A tick failed");
      }
    };
  }
}
