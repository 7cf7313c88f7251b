package org.fedval.agent;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fedval.agent.admin.AdminSocket;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.admin.LocalWord;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.LoopbackAddress;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.agent.grpc.OutboundChannels;
import org.fedval.agent.grpc.ReceiptInterceptor;
import org.fedval.agent.identity.CertificateRenewal;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.page.PageSource;
import org.fedval.agent.page.StatusPage;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.worker.IsolationException;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.MtlsCredentials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One agent, wired in plain Java. */
public final class AgentProcess {
  private static final Logger log = LoggerFactory.getLogger(AgentProcess.class);

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
    Workers workers = new Workers(config.inference(home));
    EngineFacts engine = prepared(workers);
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
    OutboundChannels channels = channels(home, config, clock, sid -> about(state, sid));
    CoordinatorClient coordinator = new CoordinatorClient(channels.main(pin, tls));
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
                    clock,
                    workers));
        CertificateRenewal renewal =
            new CertificateRenewal(
                new CertificateRenewal.Parts(
                    home,
                    config.siteId(),
                    keys,
                    coordinator,
                    next -> channels.main(pin, next),
                    agent::tell,
                    clock,
                    random),
                tls.certificate());
        AdminSocket admin = AdminSocket.open(home.adminSocket(), agent::status, words(agent));
        StatusPage page = statusPage(home, config, agent, coordinator, state, clock, random)) {
      renewal.start();
      agent.tell("Models run on " + engine.provider() + ", in " + engine.isolation() + ".");
      if (page == null && config.statusPage() != null) {
        agent.tell(
            "The status page could not be opened at %s; choose a free port for status_page in agent.yaml. The agent goes on without it."
                .formatted(config.statusPage()));
      }
      agent.run(software(version, engine));
    }
  }

  /**
   * The page for site IT, if agent.yaml asks for one; the agent goes on without it when its port is
   * taken.
   */
  private static @Nullable StatusPage statusPage(
      AgentHome home,
      AgentConfig config,
      SiteAgent agent,
      CoordinatorClient coordinator,
      SiteState state,
      Clock clock,
      SecureRandom random)
      throws IOException {
    Files.deleteIfExists(home.statusPageFile());
    Optional<LoopbackAddress> address = config.statusPageAddress();
    if (address.isEmpty()) {
      return null;
    }
    PageSource source =
        new PageSource(
            new PageSource.Parts(
                home,
                config.siteId(),
                agent::status,
                agent::told,
                agent::studyNow,
                coordinator::lastAnswer,
                state.approvals(),
                state.journals(),
                state.quarantine(),
                clock));
    try {
      return StatusPage.open(address.get().socket(), home.statusPageFile(), source, random);
    } catch (IOException e) {
      return null;
    }
  }

  /** The channel of a command that speaks as the site while its agent is stopped. */
  public static ManagedChannel connect(AgentHome home, Clock clock)
      throws ConfigException, IOException {
    return channels(home, AgentConfig.read(home), clock, sid -> Optional.empty())
        .main(CoordinatorPin.read(home), CertificateRenewal.load(home));
  }

  private static OutboundChannels channels(
      AgentHome home,
      AgentConfig config,
      Clock clock,
      Function<Sha256Digest, Optional<EgressReceipt.About>> sessions)
      throws ConfigException, IOException {
    return new OutboundChannels(
        config.httpProxy(home).orElse(null),
        new ReceiptInterceptor(new ReceiptLog(home.receiptsFile(), clock), sessions));
  }

  private static Optional<EgressReceipt.About> about(SiteState state, Sha256Digest sid) {
    return state.shelf().find(sid).map(s -> new EgressReceipt.About(s.study(), s.slot(), sid));
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
  private static String software(String version, EngineFacts engine) {
    return "fedval %s, ONNX Runtime %s, Java %d"
        .formatted(version, engine.runtime(), Runtime.version().feature());
  }

  /** Tries what a model will run in before any study is heard of. */
  private static EngineFacts prepared(Workers workers) throws ConfigException {
    try {
      EngineFacts engine = workers.prepare();
      log.atInfo()
          .addKeyValue("provider", engine.provider())
          .addKeyValue("isolation", engine.isolation())
          .log("Inference is ready");
      return engine;
    } catch (IsolationException | ProviderException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }
}
