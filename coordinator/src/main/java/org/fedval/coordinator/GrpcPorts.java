package org.fedval.coordinator;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.grpc.EnrolmentGrpc;
import org.fedval.coordinator.grpc.IdentityGrpc;
import org.fedval.coordinator.grpc.OperatorGrpc;
import org.fedval.coordinator.grpc.OperatorLogins;
import org.fedval.coordinator.grpc.SiteGrpc;
import org.fedval.coordinator.grpc.StudyGrpc;
import org.fedval.coordinator.grpc.VendorStudies;
import org.fedval.coordinator.site.IdentityChange;
import org.fedval.coordinator.site.OwnBodies;
import org.fedval.coordinator.site.Renewal;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.ServerCertificate;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.rpc.ErrorMappingInterceptor;
import org.fedval.wire.rpc.ReplyDate;
import org.fedval.wire.rpc.ValidatingInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two gRPC ports: one for whoever has a certificate, one for sites that enrol. */
final class GrpcPorts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GrpcPorts.class);
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;

  private static final int MAX_METADATA_BYTES = 16 * 1024;
  private static final int MAX_CALLS = 64;
  private static final int HANDSHAKE_SECONDS = 20;

  private final Server main;
  private final Server enrolment;

  private GrpcPorts(Server main, Server enrolment) {
    this.main = main;
    this.enrolment = enrolment;
  }

  /**
   * Listens on both.
   *
   * @throws IOException with one sentence when a port is in use
   */
  static GrpcPorts open(Services services, CoordinatorConfig config, ServerCertificate certificate)
      throws IOException {
    HealthStatusManager health = new HealthStatusManager();
    Server main =
        listen(
            config.listenHost(),
            config.mainPort(),
            certificate.main(),
            site(services),
            identity(services),
            study(services),
            operator(services),
            health.getHealthService().bindService());
    try {
      Server enrolment =
          listen(
              config.listenHost(),
              config.enrolPort(),
              certificate.enrolment(),
              ValidatingInterceptor.around(
                  new EnrolmentGrpc(
                          services.enrolments(),
                          services.audit(),
                          services.authority().trust(),
                          config.hostName(),
                          config.advertisedPort(main.getPort()))
                      .bindService(),
                  errors()));
      return new GrpcPorts(main, enrolment);
    } catch (IOException | RuntimeException e) {
      main.shutdownNow();
      throw e;
    }
  }

  private static ServerServiceDefinition site(Services services) {
    return ServerInterceptors.intercept(
        guarded(
            new SiteGrpc(
                services.desk(),
                services.bundles(),
                services.custody(),
                services.agents(),
                services.announcer(),
                new OwnBodies(services.bodies(), services.rosters()),
                services.life()),
            PeerIdentity.Kind.SITE,
            services.revocation()),
        new ReplyDate(services.clock()));
  }

  private static ServerServiceDefinition identity(Services services) {
    return guarded(
        new IdentityGrpc(
            new Renewal(
                services.sites(), services.identities(), services.authority(), services.clock()),
            new IdentityChange(services.sites(), services.identities(), services.clock()),
            services.announcer()::rotated),
        PeerIdentity.Kind.SITE,
        services.revocation());
  }

  private static ServerServiceDefinition study(Services services) {
    return guarded(
        new StudyGrpc(
            services.desk(),
            services.rosters(),
            services.bundles(),
            services.reports(),
            new VendorStudies(
                services.board(), services.desk(), services.accounts().visibility()::owns)),
        PeerIdentity.Kind.VENDOR,
        services.revocation());
  }

  private static ServerServiceDefinition operator(Services services) {
    return guarded(
        ServerInterceptors.intercept(
            new OperatorGrpc(
                new OperatorGrpc.Parts(
                    services.office(),
                    services.sites(),
                    services.rosters(),
                    services.rosterRows(),
                    services.endorsements(),
                    services.revocation(),
                    services.announcer())),
            new OperatorLogins(services.audit(), services.clock())),
        PeerIdentity.Kind.OPERATOR,
        services.revocation());
  }

  /** Every service of both ports, for the test that holds them against the rules of access. */
  List<ServerServiceDefinition> services() {
    List<ServerServiceDefinition> services = new ArrayList<>(main.getServices());
    services.addAll(enrolment.getServices());
    return services;
  }

  int mainPort() {
    return main.getPort();
  }

  int enrolmentPort() {
    return enrolment.getPort();
  }

  /** Waits at most a second; true once somebody stopped the ports. */
  boolean isStoppedSoon() throws InterruptedException {
    return main.awaitTermination(1, TimeUnit.SECONDS);
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
  }

  private static ServerServiceDefinition guarded(
      BindableService service, PeerIdentity.Kind kind, Revocation revocation) {
    return guarded(service.bindService(), kind, revocation);
  }

  private static ServerServiceDefinition guarded(
      ServerServiceDefinition service, PeerIdentity.Kind kind, Revocation revocation) {
    return ServerInterceptors.intercept(
        ValidatingInterceptor.around(service, errors()),
        CallerIdentityInterceptor.admitting(kind).unless(revocation));
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
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .maxConcurrentCallsPerConnection(MAX_CALLS)
            .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
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
