package org.fedval.agent;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.admin.AdminSocket;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.admin.LocalWord;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.agent.identity.CertificateRenewal;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.MtlsCredentials;

/** One agent, wired in plain Java. */
public final class AgentProcess {
  private static final int MAX_MESSAGE_BYTES = 32 * 1024 * 1024;
  private static final long KEEP_ALIVE_SECONDS = 20;

  private AgentProcess() {}

  /**
   * Enrols when a token waits in the home, then listens until interrupted.
   *
   * @throws ConfigException with one sentence for the site's operator
   */
  public static void run(AgentHome home, String version, Clock clock, SecureRandom random)
      throws ConfigException, IOException, InterruptedException {
    home.prepare();
    AgentConfig config = AgentConfig.read(home);
    ApprovalPolicy policy = PolicyFile.read(home);
    if (Files.exists(home.tokenFile())) {
      EnrolmentClient.enrol(
          home, config, Files.readString(home.tokenFile()).strip(), clock, random);
    }
    if (!Files.exists(home.coordinatorFile())) {
      throw new ConfigException(
          "This site is not enrolled; put the operator's token into "
              + home.tokenFile()
              + " and start again.");
    }
    CoordinatorPin pin = CoordinatorPin.read(home);
    Kek kek = HomeVault.open(home, random);
    SiteKeys keys = SiteKeys.load(home, kek);
    SiteState state =
        SiteState.open(
            home,
            kek,
            new LocalDisk(),
            keys.identity(),
            pin.key(),
            config.siteId(),
            policy,
            random);
    MtlsCredentials tls = CertificateRenewal.load(home);
    if (CertificateLife.isOver(tls.certificate(), clock.instant())) {
      throw new ConfigException(CertificateRenewal.ended(tls.certificate()));
    }
    CoordinatorClient coordinator = new CoordinatorClient(connect(pin, tls));
    try (SiteAgent agent =
            new SiteAgent(
                new SiteAgent.Parts(
                    home,
                    config,
                    keys.identity(),
                    keys.seal(),
                    pin.key(),
                    policy,
                    coordinator,
                    random,
                    state,
                    clock));
        CertificateRenewal renewal =
            new CertificateRenewal(
                new CertificateRenewal.Parts(
                    home,
                    config.siteId(),
                    keys,
                    coordinator,
                    next -> connect(pin, next),
                    agent::tell,
                    clock,
                    random),
                tls.certificate());
        AdminSocket admin = AdminSocket.open(home.adminSocket(), agent::status, words(agent))) {
      renewal.start();
      agent.run(software(version));
    }
  }

  /** The agent's channel to its coordinator; also for commands that speak as the site. */
  public static ManagedChannel connect(CoordinatorPin pin, MtlsCredentials tls) {
    return NettyChannelBuilder.forAddress(pin.host(), pin.port())
        .sslContext(tls.clientContext())
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
        .build();
  }

  private static Map<String, LocalWord> words(SiteAgent agent) {
    Map<String, LocalWord> words = new HashMap<>(agent.localWords());
    words.put("withdraw", (study, account) -> withdraw(agent, study));
    return words;
  }

  private static LocalReply withdraw(SiteAgent agent, String study) {
    try {
      return agent
          .withdraw(study)
          .map(w -> new LocalReply(w.done(), w.sentence()))
          .orElse(new LocalReply(false, "This site takes part in no study " + study + " now."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LocalReply(false, "The agent is stopping.");
    }
  }

  /** What the report says of the software behind the scores. */
  private static String software(String version) {
    return "fedval %s, ONNX Runtime %s, Java %d"
        .formatted(version, OnnxEngine.runtimeVersion(), Runtime.version().feature());
  }
}
