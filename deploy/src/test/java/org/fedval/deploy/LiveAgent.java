package org.fedval.deploy;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.stream.Collectors;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.worker.Workers;
import org.fedval.cli.FedvalMain;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.mtls.MtlsCredentials;

/** A site's agent in this process; its calls can be watched. */
final class LiveAgent implements AutoCloseable {
  private final String siteId;
  private final AgentHome home;
  private SiteAgent agent;
  private Thread listening;

  private LiveAgent(String siteId, AgentHome home) {
    this.siteId = siteId;
    this.home = home;
  }

  /** Writes a home as a site's operator would and enrols it with a token. */
  static LiveAgent enrol(
      Path folder,
      String siteId,
      Path data,
      LiveCoordinator coordinator,
      String token,
      Fingerprint owner)
      throws Exception {
    return enrol(folder, siteId, data, coordinator.enrolment(), token, owner);
  }

  /** The same at a coordinator of which only the enrolment address is known. */
  static LiveAgent enrol(
      Path folder, String siteId, Path data, String enrolment, String token, Fingerprint owner)
      throws Exception {
    AgentHome home = new AgentHome(folder);
    home.prepare();
    Files.writeString(
        home.configFile(),
        "schema: fedval.agent/v1\nsite_id: %s\norganisation: Hospital %s\nenrolment: \"%s\"\ndata: \"%s\"\n"
            .formatted(siteId, siteId, enrolment, data));
    Files.writeString(
        home.policyFile(),
        "schema: fedval.policy/v1\napprove_owners: [\"%s\"]\n".formatted(owner.text()));
    EnrolmentClient.enrol(
        home, AgentConfig.read(home), token, Clock.systemUTC(), new SecureRandom());
    return new LiveAgent(siteId, home);
  }

  AgentHome home() {
    return home;
  }

  /** The operator approves the roster and vouches for every other member. */
  void trust(Roster roster) throws Exception {
    Files.writeString(home.approvedRostersFile(), roster.hash().hex());
    Files.writeString(
        home.fingerprintsFile(),
        roster.members().stream()
            .filter(member -> !member.siteId().equals(siteId))
            .map(member -> member.identity().fingerprint().text())
            .collect(Collectors.joining("\n")));
  }

  /** A channel with the home's certificate, as the agent opens it. */
  ManagedChannel connect(ClientInterceptor... watchers) throws Exception {
    CoordinatorPin pin = CoordinatorPin.read(home);
    MtlsCredentials tls =
        MtlsCredentials.load(home.tlsKeyFile(), home.tlsChainFile(), home.tlsTrustFile());
    return NettyChannelBuilder.forAddress(pin.host(), pin.port())
        .sslContext(tls.clientContext())
        .intercept(watchers)
        .build();
  }

  void start(ClientInterceptor... watchers) throws Exception {
    start(new SecureRandom(), watchers);
  }

  /** Starts it with randomness that the test knows. */
  void start(SecureRandom random, ClientInterceptor... watchers) throws Exception {
    Kek kek = HomeVault.open(home, random);
    SigningKey identity = SiteKeys.load(home, kek).identity();
    AgentConfig config = AgentConfig.read(home);
    agent =
        new SiteAgent(
            new SiteAgent.Parts(
                home,
                config,
                identity,
                SiteKeys.load(home).seal(),
                CoordinatorPin.read(home).key(),
                PolicyFile.read(home),
                new CoordinatorClient(connect(watchers)),
                random,
                SiteState.open(
                    home,
                    kek,
                    new LocalDisk(),
                    identity,
                    CoordinatorPin.read(home).key(),
                    config.siteId(),
                    PolicyFile.read(home),
                    random),
                Clock.systemUTC(),
                new Workers(config.inference(home))));
    listening =
        new Thread(
            () -> {
              try {
                agent.run(FedvalMain.VERSION);
              } catch (InterruptedException | ConfigException e) {
                Thread.currentThread().interrupt();
              }
            },
            siteId);
    listening.setDaemon(true);
    listening.start();
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
      listening.interrupt();
    }
  }
}
