package org.fedval.agent;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.PolicyWatch;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.EnrolmentClient;
import org.fedval.agent.grpc.OutboundChannels;
import org.fedval.agent.grpc.ReceiptInterceptor;
import org.fedval.agent.identity.CertificateRenewal;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.worker.IsolationException;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.MtlsCredentials;
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
    PolicyWatch watch = new PolicyWatch(home);
    ApprovalPolicy policy = watch.read();
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
    MtlsCredentials tls = CertificateRenewal.load(home);
    if (CertificateLife.isOver(tls.certificate(), clock.instant())) {
      throw new ConfigException(CertificateRenewal.ended(tls.certificate()));
    }
    run(
        new AgentMeans(
            home,
            config,
            pin,
            kek,
            keys,
            workers,
            engine,
            software(version, engine),
            clock,
            random),
        watch,
        policy);
  }

  /**
   * One term of a policy after the other. In between nothing is judged, counted or sent, and a
   * policy that cannot be read has no successor until it can be.
   */
  private static void run(AgentMeans means, PolicyWatch watch, ApprovalPolicy first)
      throws ConfigException, IOException, InterruptedException {
    PolicyTerm term = PolicyTerm.open(means, first);
    tellEngine(term, means);
    try (SiteFront front = new SiteFront(means, term)) {
      while (true) {
        term.listen(watch);
        SiteAgent before = term.agent();
        log.info("policy.yaml was changed; nothing is done for any study until it was read");
        ApprovalPolicy policy = watch.next(sentence -> refused(before, sentence));
        term = PolicyTerm.open(means, policy);
        front.show(term);
        tellEngine(term, means);
        term.agent().tell("policy.yaml was changed; the agent goes on with it.");
        log.info("The agent goes on with the changed policy.yaml");
      }
    } finally {
      term.close();
    }
  }

  private static void tellEngine(PolicyTerm term, AgentMeans means) {
    term.agent()
        .tell(
            "Models run on "
                + means.engine().provider()
                + ", in "
                + means.engine().isolation()
                + ".");
  }

  private static void refused(SiteAgent agent, String sentence) {
    agent.tell(sentence + " Until it can be read, nothing is done for any study.");
    log.atError()
        .addKeyValue("why", sentence)
        .log("The changed policy.yaml cannot be read; nothing is done for any study until it can");
  }

  /** The channel of a command that speaks as the site while its agent is stopped. */
  public static ManagedChannel connect(AgentHome home, Clock clock)
      throws ConfigException, IOException {
    return channels(home, AgentConfig.read(home), clock, sid -> Optional.empty())
        .main(CoordinatorPin.read(home), CertificateRenewal.load(home));
  }

  static OutboundChannels channels(
      AgentHome home,
      AgentConfig config,
      Clock clock,
      Function<Sha256Digest, Optional<EgressReceipt.About>> sessions)
      throws ConfigException, IOException {
    return new OutboundChannels(
        config.httpProxy(home).orElse(null),
        new ReceiptInterceptor(new ReceiptLog(home.receiptsFile(), clock), sessions));
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
