package org.fedval.agent;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.PolicyWatch;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.OutboundChannels;
import org.fedval.agent.identity.CertificateRenewal;
import org.fedval.agent.page.PageSource;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.DaemonThreads;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.study.SiteState;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.MtlsCredentials;

/**
 * The agent from one reading of {@code policy.yaml} to the next. Everything that knows the policy
 * is opened here from the disk, as at a start, and ends together: there is never a part that still
 * has the policy before.
 */
final class PolicyTerm implements AutoCloseable {
  private final AgentMeans means;
  private final CoordinatorClient coordinator;
  private final SiteState state;
  private final SiteAgent agent;
  private final CertificateRenewal renewal;

  private PolicyTerm(
      AgentMeans means,
      CoordinatorClient coordinator,
      SiteState state,
      SiteAgent agent,
      CertificateRenewal renewal) {
    this.means = means;
    this.coordinator = coordinator;
    this.state = state;
    this.agent = agent;
    this.renewal = renewal;
  }

  /** Opens state and connection; nothing is heard or done yet. */
  static PolicyTerm open(AgentMeans means, ApprovalPolicy policy)
      throws ConfigException, IOException {
    SiteState state =
        SiteState.open(
            means.home(),
            means.kek(),
            new LocalDisk(),
            means.keys().identity(),
            means.pin().key(),
            means.config().siteId(),
            policy,
            means.random());
    MtlsCredentials tls = CertificateRenewal.load(means.home());
    OutboundChannels channels =
        AgentProcess.channels(
            means.home(), means.config(), means.clock(), sid -> about(state, sid));
    CoordinatorClient coordinator = new CoordinatorClient(channels.main(means.pin(), tls));
    SiteAgent agent =
        new SiteAgent(
            new SiteAgent.Parts(
                means.home(),
                means.config(),
                means.keys().identity(),
                means.keys().seal(),
                means.pin().key(),
                policy,
                coordinator,
                means.random(),
                state,
                means.clock(),
                means.workers()));
    CertificateRenewal renewal =
        new CertificateRenewal(
            new CertificateRenewal.Parts(
                means.home(),
                means.config().siteId(),
                means.keys(),
                coordinator,
                next -> channels.main(means.pin(), next),
                agent::tell,
                means.clock(),
                means.random()),
            tls.certificate());
    return new PolicyTerm(means, coordinator, state, agent, renewal);
  }

  private static Optional<EgressReceipt.About> about(SiteState state, Sha256Digest sid) {
    return state.shelf().find(sid).map(s -> new EgressReceipt.About(s.study(), s.slot(), sid));
  }

  SiteAgent agent() {
    return agent;
  }

  /** What the status page shows of this term. */
  PageSource page() {
    return new PageSource(
        new PageSource.Parts(
            means.home(),
            means.config().siteId(),
            agent::status,
            agent::told,
            agent::studyNow,
            coordinator::lastAnswer,
            state.approvals(),
            state.journals(),
            state.quarantine(),
            means.clock()));
  }

  /**
   * Listens to the coordinator until the policy's file is another one; then takes the step at hand
   * to its end and returns once nothing of this term runs any more.
   *
   * @throws InterruptedException when this process is to end
   * @throws ConfigException with one sentence when the coordinator does not admit this site
   */
  void listen(PolicyWatch watch) throws InterruptedException, ConfigException {
    renewal.start();
    ExecutorService listener = Executors.newSingleThreadExecutor(DaemonThreads.named("listen"));
    try {
      Future<?> listening =
          listener.submit(
              () -> {
                agent.run(means.software());
                return true;
              });
      while (!watch.hasChanged()) {
        requireListening(listening);
      }
    } finally {
      listener.shutdownNow();
    }
    renewal.close();
    agent.end();
  }

  /** Waits for the next look at the policy. */
  private static void requireListening(Future<?> listening)
      throws InterruptedException, ConfigException {
    try {
      var unused = listening.get(PolicyWatch.LOOK.toMillis(), TimeUnit.MILLISECONDS);
      throw new InterruptedException(); // it listens until it is interrupted
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ConfigException refused) {
        throw refused;
      }
      if (cause instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (cause instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(cause);
    }
  }

  /** Ends at once. */
  @Override
  public void close() {
    renewal.close();
    agent.close();
  }
}
