package org.fedval.agent.identity;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.grpc.IdentityClient;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.KeyAndChainFiles;
import org.fedval.wire.mtls.MtlsCredentials;
import org.fedval.wire.mtls.TlsKeyPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the site's transport certificate current while the agent runs: from day 20 of 30 it asks
 * for the next one under a new key and takes the agent's connection over to it. A certificate that
 * was put into the home meanwhile ({@code fedval agent enroll}) is taken up as well.
 */
public final class CertificateRenewal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CertificateRenewal.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private final Parts parts;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread t = new Thread(task, "certificate");
            t.setDaemon(true);
            return t;
          });
  private X509Certificate current;
  private Instant notBefore = Instant.MIN;

  /**
   * What the renewal works with.
   *
   * @param connect opens the agent's channel with other credentials
   * @param tell one sentence for the site's people
   */
  public record Parts(
      AgentHome home,
      String siteId,
      SiteKeys keys,
      CoordinatorClient coordinator,
      Function<MtlsCredentials, ManagedChannel> connect,
      Consumer<String> tell,
      Clock clock,
      SecureRandom random) {}

  /**
   * @param current the certificate that the agent's channel presents
   */
  public CertificateRenewal(Parts parts, X509Certificate current) {
    this.parts = parts;
    this.current = current;
  }

  /** The home's credentials, after finishing what a crash may have cut short. */
  public static MtlsCredentials load(AgentHome home) throws IOException {
    KeyAndChainFiles.settle(home.tlsKeyFile(), home.tlsChainFile());
    return read(home);
  }

  /** Looks every second, on a thread of its own, until closed. */
  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::tick, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Renews or takes up a certificate when it is time to. */
  synchronized void tick() {
    try {
      Instant now = parts.clock().instant();
      X509Certificate inHome = CertificateFiles.read(parts.home().tlsChainFile()).get(0);
      if (!inHome.equals(current)) {
        takeOver();
      } else if (CertificateLife.isRenewalDue(current, now) && !now.isBefore(notBefore)) {
        renew(now);
      }
    } catch (IOException | RuntimeException e) {
      notBefore = parts.clock().instant().plus(AFTER_FAILURE);
      log.atWarn()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("The certificate could not be renewed; trying again later");
    }
  }

  private void renew(Instant now) throws IOException {
    if (CertificateLife.isOver(current, now)) {
      notBefore = now.plus(AFTER_REFUSAL);
      parts.tell().accept(ended(current));
      return;
    }
    TlsKeyPair key = TlsKeyPair.generate(parts.random());
    try {
      List<X509Certificate> chain =
          parts.coordinator().identity().renew(parts.keys(), key, parts.siteId(), parts.clock());
      KeyAndChainFiles.replace(parts.home().tlsKeyFile(), parts.home().tlsChainFile(), key, chain);
      takeOver();
    } catch (IdentityClient.RefusedException e) {
      notBefore = now.plus(AFTER_REFUSAL);
      parts.tell().accept("The certificate was not renewed: " + e.getMessage());
      log.warn("The coordinator refused to renew the certificate");
    }
  }

  private void takeOver() throws IOException {
    MtlsCredentials next = read(parts.home());
    parts.coordinator().reconnect(parts.connect().apply(next));
    current = next.certificate();
    log.atInfo()
        .addKeyValue("ends", current.getNotAfter().toInstant())
        .log("The agent goes on with a new certificate");
  }

  private static MtlsCredentials read(AgentHome home) throws IOException {
    return MtlsCredentials.load(home.tlsKeyFile(), home.tlsChainFile(), home.tlsTrustFile());
  }

  /** What to do about a certificate that has ended. */
  public static String ended(X509Certificate certificate) {
    return "This site's certificate ended on %s; ask the coordinator's operator for a token and run 'fedval agent enroll' with it."
        .formatted(certificate.getNotAfter().toInstant());
  }

  /** Lets a renewal that began come to its end, for a few seconds. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
        var unused = thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
