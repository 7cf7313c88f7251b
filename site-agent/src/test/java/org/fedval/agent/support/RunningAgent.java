package org.fedval.agent.support;

import io.grpc.ManagedChannel;
import java.time.Clock;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.study.SiteAgent;
import org.fedval.agent.worker.Workers;

/** The agent of an offered study's first site, listening on a thread of its own until closed. */
public final class RunningAgent implements AutoCloseable {
  private final SiteAgent agent;
  private final Thread listening;

  private RunningAgent(SiteAgent agent) {
    this.agent = agent;
    this.listening = new Thread(this::listen);
  }

  /**
   * Starts it; the caller waits until its stream is open.
   *
   * @param coordinator a channel that the agent closes
   */
  public static RunningAgent start(
      OfferedStudy study, ApprovalPolicy policy, Clock clock, ManagedChannel coordinator)
      throws Exception {
    RunningAgent running =
        new RunningAgent(
            new SiteAgent(
                new SiteAgent.Parts(
                    study.home,
                    study.config(),
                    study.identities.get(0),
                    study.seals.get(0),
                    study.coordinator.verifyingKey(),
                    policy,
                    new CoordinatorClient(coordinator),
                    study.random,
                    study.state(),
                    clock,
                    new Workers(study.config().inference(study.home)))));
    running.listening.start();
    return running;
  }

  public SiteAgent agent() {
    return agent;
  }

  public boolean isListening() {
    return listening.isAlive();
  }

  private void listen() {
    try {
      agent.run("test");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ConfigException e) {
      throw new AssertionError("The coordinator admits this site.", e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    listening.interrupt();
    agent.close();
    listening.join(10_000);
  }
}
