package org.fedval.coordinator;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.desk.Approvals;
import org.fedval.coordinator.desk.EventLoop;
import org.fedval.coordinator.desk.ModelCustody;
import org.fedval.coordinator.desk.ProofMaker;
import org.fedval.coordinator.desk.ReportPublisher;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.grpc.Announcer;
import org.fedval.coordinator.grpc.EnrolmentGrpc;
import org.fedval.coordinator.grpc.IdentityGrpc;
import org.fedval.coordinator.grpc.OperatorGrpc;
import org.fedval.coordinator.grpc.OperatorLogins;
import org.fedval.coordinator.grpc.SiteGrpc;
import org.fedval.coordinator.grpc.StudyGrpc;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.site.AgentVersions;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.IdentityChange;
import org.fedval.coordinator.site.OwnBodies;
import org.fedval.coordinator.site.Renewal;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.site.ServerCertificate;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.EndorsementRepository;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.store.VectorRepository;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.files.SigningKeyFile;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.RootKey;
import org.fedval.wire.rpc.ErrorMappingInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running coordinator: the wiring of one process, and its two ports. */
public final class CoordinatorServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CoordinatorServer.class);
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
  private static final Duration TICK = Duration.ofMillis(250);
  private static final Duration CERTIFICATE_TICK = Duration.ofSeconds(1);

  private final OpenedDatabase storage;
  private final EventLoop loop;
  private final Server main;
  private final Server enrolment;
  private final String host;

  private CoordinatorServer(
      OpenedDatabase storage, EventLoop loop, Server main, Server enrolment, String host) {
    this.storage = storage;
    this.loop = loop;
    this.main = main;
    this.enrolment = enrolment;
    this.host = host;
  }

  /**
   * Starts both ports and takes up what an earlier process left.
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
    Database database = storage.database();
    EventLoop loop = new EventLoop(Database::isOutOfOrder);
    List<Server> listening = new ArrayList<>();
    try {
      AuditLog audit = AuditLog.open(database, key, clock);
      SiteRepository sites = new SiteRepository(database);
      StudyRepository studies = new StudyRepository(database);
      ReportRepository reports = new ReportRepository(database);
      RosterRepository rosterRows = new RosterRepository(database);
      IdentityRepository identities = new IdentityRepository(database);
      EndorsementRepository endorsements = new EndorsementRepository(database);
      RosterBook rosters =
          new RosterBook(sites, rosterRows, key, endorsements::list, identities::rotations);
      Revocation revocation = new Revocation(identities, rosters, clock);
      BundleStore bundles = new BundleStore(database);
      VectorRepository vectors = new VectorRepository(database);
      FilesOfOlderHome older = new FilesOfOlderHome(home);
      bundles.discardLeftovers();
      bundles.keepOnly(studies.openBundles());
      older.takeOver(bundles, studies.openBundles());
      SealedBundleRepository sealed = new SealedBundleRepository(database);
      LockedStudies locked = new LockedStudies(sealed);
      ModelCustody custody = new ModelCustody(studies, rosters, sealed, bundles, clock);
      Outboxes outboxes = new Outboxes();
      AgentVersions agents = new AgentVersions();
      SessionBodyRepository bodies = new SessionBodyRepository(database);
      older.takeOver(vectors, bodies.ofOpenStudies());
      RoundFactory rounds =
          new RoundFactory(
              key,
              locked,
              vectors,
              new RoundDriver.RoundServices(config.deadlines(), clock, outboxes, bodies),
              random);
      StudyDesk desk =
          new StudyDesk(
              new StudyDesk.Parts(
                  loop,
                  studies,
                  rosters,
                  sealed,
                  custody,
                  new Approvals(sites, rosterRows, studies),
                  new StudySubmission(rosters, bundles, sealed, studies, key, clock),
                  outboxes,
                  rounds,
                  new SlotRepository(database),
                  new ReportPublisher(
                      locked,
                      reports,
                      clock,
                      version,
                      agents,
                      new ProofMaker(key, audit, rosters, sealed, bodies)),
                  new WitnessDesk(audit, sites, outboxes, clock),
                  config.deadlines(),
                  clock));
      Enrolment enrolments =
          new Enrolment(
              new Enrolment.Parts(sites, new TokenRepository(database), identities),
              authority,
              key.verifyingKey(),
              clock,
              random);
      Announcer announcer = new Announcer(loop, outboxes, rosters, revocation);
      Server main =
          listen(
              config.listenHost(),
              config.mainPort(),
              certificate.main(),
              guarded(
                  new SiteGrpc(
                      desk, bundles, custody, agents, announcer, new OwnBodies(bodies, rosters)),
                  PeerIdentity.Kind.SITE,
                  revocation),
              guarded(
                  new IdentityGrpc(
                      new Renewal(sites, identities, authority, clock),
                      new IdentityChange(sites, identities, clock),
                      announcer::rotated),
                  PeerIdentity.Kind.SITE,
                  revocation),
              guarded(
                  new StudyGrpc(desk, rosters, bundles, reports),
                  PeerIdentity.Kind.VENDOR,
                  revocation),
              guarded(
                  ServerInterceptors.intercept(
                      new OperatorGrpc(
                          new OperatorGrpc.Parts(
                              enrolments,
                              sites,
                              rosters,
                              rosterRows,
                              endorsements,
                              revocation,
                              announcer)),
                      new OperatorLogins(audit, clock)),
                  PeerIdentity.Kind.OPERATOR,
                  revocation));
      listening.add(main);
      Server enrolment =
          listen(
              config.listenHost(),
              config.enrolPort(),
              certificate.enrolment(),
              ServerInterceptors.intercept(
                  new EnrolmentGrpc(
                      enrolments,
                      audit,
                      authority.trust(),
                      config.hostName(),
                      config.advertisedPort(main.getPort())),
                  errors()));
      listening.add(enrolment);
      desk.resume();
      loop.every(TICK, guardedTick(desk::tick));
      loop.every(CERTIFICATE_TICK, guardedTick(certificate::tick));
      CoordinatorServer server =
          new CoordinatorServer(storage, loop, main, enrolment, config.listenHost());
      PrivateFiles.write(
          home.listeningFile(),
          "%s %d %d\n"
              .formatted(config.listenHost(), main.getPort(), enrolment.getPort())
              .getBytes(StandardCharsets.UTF_8));
      return server;
    } catch (IOException | RuntimeException e) {
      listening.forEach(Server::shutdownNow);
      loop.close();
      throw e;
    }
  }

  public int port() {
    return main.getPort();
  }

  public int enrolmentPort() {
    return enrolment.getPort();
  }

  /** The ports that are open, named as in {@link CoordinatorConfig#ports}. */
  public Map<String, Integer> ports() {
    return Map.of(CoordinatorConfig.MAIN, port(), CoordinatorConfig.ENROLMENT, enrolmentPort());
  }

  /** Where it listens, as a sentence. */
  public String listening() {
    return "Listening on %s, port %d (sites, vendors, operators) and %d (enrolment)."
        .formatted(host, port(), enrolmentPort());
  }

  /** Whether the database failed, so that only a new start from what is stored leads on. */
  public boolean isBroken() {
    return loop.isBroken();
  }

  /**
   * Waits until somebody stops the server.
   *
   * @throws StartException with one sentence when the database failed
   */
  public void await() throws InterruptedException, StartException {
    while (!main.awaitTermination(1, TimeUnit.SECONDS)) {
      if (isBroken()) {
        throw new StartException(
            "The database could not be read or written; check the disk and its free space, and"
                + " start the coordinator again: it goes on where it stood.");
      }
    }
  }

  @Override
  public void close() {
    enrolment.shutdownNow();
    main.shutdownNow();
    try {
      main.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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

  private static ServerServiceDefinition guarded(
      BindableService service, PeerIdentity.Kind kind, Revocation revocation) {
    return guarded(service.bindService(), kind, revocation);
  }

  private static ServerServiceDefinition guarded(
      ServerServiceDefinition service, PeerIdentity.Kind kind, Revocation revocation) {
    return ServerInterceptors.intercept(
        service, errors(), CallerIdentityInterceptor.admitting(kind).unless(revocation));
  }

  private static ErrorMappingInterceptor errors() {
    return new ErrorMappingInterceptor(
        (id, failure) ->
            log.atError()
                .addKeyValue("id", id)
                .addKeyValue("error", failure.getClass().getSimpleName())
                .addKeyValue("at", place(failure))
                .log("A call failed"));
  }

  /** Where in the code it failed; never the message, which could hold what a peer sent. */
  private static String place(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "unknown" : trace[0].toString();
  }

  private static Server listen(
      String host, int port, SslContext tls, ServerServiceDefinition... services)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new StartException(
          "The host %s has no address here; correct host in coordinator.yaml.".formatted(host));
    }
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(address)
            .sslContext(tls)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true);
    for (ServerServiceDefinition service : services) {
      builder.addService(service);
    }
    try {
      return builder.build().start();
    } catch (IOException e) {
      throw StartException.portInUse(port, host);
    }
  }
}
