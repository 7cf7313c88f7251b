package org.fedval.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.fedval.agent.AgentProcess;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.cli.FedvalMain;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.mtls.CertificateFiles;

/** A site whose whole agent, as {@code fedval agent run} runs it, is in this process. */
final class LiveSite implements AutoCloseable {
  private final AgentHome home;
  private final Clock clock;
  private final AtomicReference<Throwable> ended = new AtomicReference<>();
  private Thread thread;

  private LiveSite(AgentHome home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  /** Writes the home and enrols with a token. */
  static LiveSite enrol(
      Path folder,
      String siteId,
      Path data,
      LiveCoordinator coordinator,
      String token,
      Fingerprint owner,
      Clock clock)
      throws Exception {
    return enrol(folder, siteId, data, coordinator, token, owner, clock, "", "");
  }

  /** The same with more lines in agent.yaml and policy.yaml. */
  static LiveSite enrol(
      Path folder,
      String siteId,
      Path data,
      LiveCoordinator coordinator,
      String token,
      Fingerprint owner,
      Clock clock,
      String moreConfig,
      String morePolicy)
      throws Exception {
    AgentHome home = new AgentHome(folder);
    home.prepare();
    Files.writeString(
        home.configFile(),
        "schema: fedval.agent/v1\nsite_id: %s\norganisation: Hospital %s\nenrolment: \"%s\"\ndata: \"%s\"\n"
                .formatted(siteId, siteId, coordinator.enrolment(), data)
            + moreConfig);
    Files.writeString(
        home.policyFile(),
        "schema: fedval.policy/v1\napprove_owners: [\"%s\"]\n".formatted(owner.text())
            + morePolicy);
    EnrolmentClient.enrol(home, AgentConfig.read(home), token, clock, new SecureRandom());
    return new LiveSite(home, clock);
  }

  AgentHome home() {
    return home;
  }

  Fingerprint fingerprint() throws Exception {
    return SiteKeys.load(home).identity().verifyingKey().fingerprint();
  }

  X509Certificate certificate() throws Exception {
    return CertificateFiles.read(home.tlsChainFile()).get(0);
  }

  /** The operator approves the roster and vouches for every other member. */
  void trust(Roster roster) throws Exception {
    Fingerprint own = fingerprint();
    Files.writeString(home.approvedRostersFile(), roster.hash().hex());
    Files.writeString(
        home.fingerprintsFile(),
        roster.members().stream()
            .map(member -> member.identity().fingerprint())
            .filter(fingerprint -> !fingerprint.equals(own))
            .map(Fingerprint::text)
            .collect(Collectors.joining("\n")));
  }

  void start() {
    ended.set(null);
    thread =
        new Thread(
            () -> {
              try {
                AgentProcess.run(home, FedvalMain.VERSION, clock, new SecureRandom());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                ended.set(e);
              }
            },
            home.root().getFileName().toString());
    thread.setDaemon(true);
    thread.start();
  }

  /** Why the agent ended by itself; null while it has not. */
  Throwable ended() {
    return ended.get();
  }

  @Override
  public void close() throws InterruptedException {
    if (thread != null) {
      thread.interrupt();
      thread.join(20_000);
      thread = null;
    }
  }
}
