package org.fedval.agent.preflight;

import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.CoordinatorPin;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.config.PolicyFile;
import org.fedval.agent.config.SiteKeys;
import org.fedval.agent.grpc.CoordinatorProbe;
import org.fedval.agent.grpc.OutboundChannels;
import org.fedval.agent.grpc.ReceiptInterceptor;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.MtlsCredentials;
import org.jspecify.annotations.Nullable;

/** What lies in the home, and whether the coordinator takes it. */
final class HomeChecks {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));
  private static final long MOST_SECONDS_APART = 60;
  private static final String NOT_ENROLLED =
      "This site is not enrolled yet; run 'fedval agent enroll' first.";

  private final AgentHome home;
  private final Clock clock;
  private @Nullable Asked asked;

  HomeChecks(AgentHome home, Clock clock) {
    this.home = home;
    this.clock = clock;
  }

  CheckLine permissions() throws IOException {
    if (!Files.isDirectory(home.root())) {
      return CheckLine.fix(
          "home", "The folder " + home.root() + " does not exist; make it and write agent.yaml.");
    }
    for (Path path : new Path[] {home.root(), home.keys(), home.state(), home.trust()}) {
      if (!Files.exists(path)) {
        continue;
      }
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
      if (modes.stream().anyMatch(OTHERS::contains)) {
        return CheckLine.fix(
            "home",
            "%s has mode %s, so others can look into it; run chmod 700 %s."
                .formatted(path, PosixFilePermissions.toString(modes), path));
      }
      if (!Files.isWritable(path)) {
        return CheckLine.fix(
            "home", path + " cannot be written; let the agent's user own it (chown).");
      }
    }
    return CheckLine.ok("home", home.root() + " is private to its user.");
  }

  CheckLine config() throws Exception {
    AgentConfig config = AgentConfig.read(home);
    String proxy = config.httpProxy(home).isPresent() ? ", through a proxy" : "";
    return CheckLine.ok(
        "agent.yaml", "Site %s of %s%s.".formatted(config.siteId(), config.organisation(), proxy));
  }

  CheckLine policy() throws Exception {
    ApprovalPolicy policy = PolicyFile.read(home);
    return CheckLine.ok(
        "policy.yaml",
        "Approval: %s; %s may ask%s."
            .formatted(
                policy.rule().name().toLowerCase(Locale.ROOT),
                policy.anyOwner() ? "anybody" : policy.approveOwners().size() + " owners",
                policy.holds() ? "; numbers are held before release" : ""));
  }

  CheckLine keys() throws Exception {
    if (!Files.exists(home.identityKeyFile())) {
      return CheckLine.skipped("keys", NOT_ENROLLED);
    }
    SiteKeys keys = SiteKeys.load(home, HomeVault.open(home, new SecureRandom()));
    return CheckLine.ok(
        "keys",
        "They open; this site's fingerprint is %s."
            .formatted(keys.identity().verifyingKey().fingerprint().text()));
  }

  CheckLine certificate() throws Exception {
    if (!Files.exists(home.tlsChainFile())) {
      return CheckLine.skipped("certificate", NOT_ENROLLED);
    }
    X509Certificate own = own();
    Instant ends = own.getNotAfter().toInstant();
    if (CertificateLife.isOver(own, clock.instant())) {
      return CheckLine.fix(
          "certificate",
          "It ended on %s; ask the coordinator's operator for a token and run 'fedval agent enroll'."
              .formatted(ends));
    }
    long days = Duration.between(clock.instant(), ends).toDays();
    return CheckLine.ok("certificate", "Valid for %d more days, until %s.".formatted(days, ends));
  }

  /** By the coordinator's clock; without its answer only a clock far behind can be seen. */
  CheckLine clock() throws Exception {
    if (!Files.exists(home.tlsChainFile())) {
      return CheckLine.skipped("clock", NOT_ENROLLED);
    }
    Instant issued = own().getNotBefore().toInstant();
    if (clock.instant().isBefore(issued)) {
      return CheckLine.fix(
          "clock",
          "This computer says %s, before its certificate was issued (%s); set the clock, best by NTP."
              .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS), issued));
    }
    Optional<Duration> ahead =
        Files.exists(home.coordinatorFile()) ? ask().ahead() : Optional.empty();
    if (ahead.isEmpty()) {
      return CheckLine.ok(
          "clock",
          "%s, not before the certificate was issued; the coordinator did not tell its time."
              .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }
    long seconds = ahead.get().abs().toSeconds();
    return seconds > MOST_SECONDS_APART
        ? CheckLine.fix(
            "clock",
            "This computer is %d seconds %s the coordinator; set the clock, best by NTP, or tell the coordinator's operator that theirs is wrong."
                .formatted(seconds, ahead.get().isNegative() ? "behind" : "ahead of"))
        : CheckLine.ok(
            "clock",
            "%s, within %d seconds of the coordinator's."
                .formatted(clock.instant().truncatedTo(ChronoUnit.SECONDS), MOST_SECONDS_APART));
  }

  /**
   * The coordinator's answer.
   *
   * @param ahead how far this computer's clock is ahead of the coordinator's; negative when behind
   */
  private record Asked(Optional<String> trouble, Optional<Duration> ahead) {}

  /** Asks the coordinator once, whichever checks need the answer. */
  private Asked ask() throws Exception {
    if (asked == null) {
      asked = answer(CoordinatorPin.read(home));
    }
    return asked;
  }

  CheckLine coordinator() throws Exception {
    if (!Files.exists(home.coordinatorFile())) {
      return CheckLine.skipped("coordinator", NOT_ENROLLED);
    }
    CoordinatorPin pin = CoordinatorPin.read(home);
    String address = pin.host() + ":" + pin.port();
    Optional<String> trouble = ask().trouble();
    return trouble.isEmpty()
        ? CheckLine.ok("coordinator", address + " answers and knows this site.")
        : CheckLine.fix("coordinator", address + ": " + trouble.get());
  }

  private Asked answer(CoordinatorPin pin) throws Exception {
    MtlsCredentials tls =
        MtlsCredentials.load(home.tlsKeyFile(), home.tlsChainFile(), home.tlsTrustFile());
    OutboundChannels channels =
        new OutboundChannels(
            AgentConfig.read(home).httpProxy(home).orElse(null),
            new ReceiptInterceptor(
                new ReceiptLog(home.receiptsFile(), clock), sid -> Optional.empty()));
    ManagedChannel channel = channels.main(pin, tls);
    try {
      CoordinatorProbe.Answer answer = CoordinatorProbe.ask(channel);
      Instant now = clock.instant();
      return new Asked(
          answer.trouble(), answer.date().map(theirs -> Duration.between(theirs, now)));
    } finally {
      channel.shutdownNow();
    }
  }

  private X509Certificate own() throws IOException {
    return CertificateFiles.read(home.tlsChainFile()).get(0);
  }
}
