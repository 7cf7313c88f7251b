package org.fedval.deploy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.wire.bundle.ModelSpecReader;

/** A coordinator and three enrolled agents, each a process that can be killed and started again. */
final class ProcessFederation implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int SITES = 3;

  private final Path folder;
  private final FedvalProcess coordinator;
  private final CoordinatorHome home;
  private final Map<String, FedvalProcess> agents = new LinkedHashMap<>();
  private final SigningKey owner = SigningKey.generate(new SecureRandom());
  private final List<VendorClient> vendors = new ArrayList<>();

  private ProcessFederation(Path folder, CoordinatorHome home, FedvalProcess coordinator) {
    this.folder = folder;
    this.home = home;
    this.coordinator = coordinator;
  }

  /**
   * Starts them.
   *
   * @param data one folder a site
   */
  static ProcessFederation start(Path folder, Path data) throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder.resolve("coordinator"));
    home.prepare();
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.coordinator/v1
        host: 127.0.0.1
        port: 0
        enrolment_port: 0
        recruiting_seconds: 180
        phase_seconds: 120
        sign_of_life_seconds: 120
        """);
    CoordinatorSetup.init(home, Clock.systemUTC(), new SecureRandom());
    ProcessFederation federation =
        new ProcessFederation(
            folder, home, FedvalProcess.start("coordinator", "run", "--home", home.root()));
    try {
      federation.enrol(data);
      return federation;
    } catch (Exception | AssertionError e) {
      federation.close();
      throw e;
    }
  }

  private void enrol(Path data) throws Exception {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.exists(home.listeningFile())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("The coordinator did not start.\n" + coordinator.err());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    BundleMaker.make(
        folder.resolve("model.fvb"),
        ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
        DemoModel.build(),
        owner,
        1);
    List<LiveAgent> enrolled = new ArrayList<>();
    try (OperatorClient operator =
        new OperatorClient(new Credentials(home.credentials("operator")).connect(address(1)))) {
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        enrolled.add(
            LiveAgent.enrol(
                folder.resolve(id),
                id,
                data.resolve(id),
                address(2),
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      Roster roster = operator.publishRoster("killed");
      for (int site = 1; site <= SITES; site++) {
        enrolled.get(site - 1).trust(roster);
        startAgent("site-" + site);
      }
    }
  }

  /**
   * @param port 1 for the main one, 2 for enrolment
   */
  private String address(int port) throws Exception {
    String[] parts = Files.readString(home.listeningFile()).strip().split(" ");
    return parts[0] + ":" + parts[port];
  }

  void startAgent(String site) throws Exception {
    agents.put(site, FedvalProcess.start("agent", "run", "--home", folder.resolve(site)));
  }

  /** SIGKILL; the process is gone when this returns. */
  void kill(String site) throws Exception {
    ProcessHandle process = ProcessHandle.of(agents.get(site).pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(START.toSeconds(), TimeUnit.SECONDS);
  }

  /** A study that runs, until it has ended. */
  record Running(Sha256Digest study, CompletableFuture<VendorClient.Status> end) {}

  Running submit(Consumer<VendorClient.Status> onChange) throws Exception {
    VendorClient vendor =
        new VendorClient(new Credentials(home.credentials("vendor")).connect(address(1)));
    vendors.add(vendor);
    Sha256Digest study =
        vendor.submit(
            folder.resolve("model.fvb"),
            plan(vendors.size()),
            owner,
            Instant.now().plus(Duration.ofDays(vendors.size())));
    CompletableFuture<VendorClient.Status> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return vendor.watch(study, onChange);
              } catch (RefusedException e) {
                throw new AssertionError(e);
              }
            });
    return new Running(study, end);
  }

  /** Each submission is a study of its own; all ask for the same. */
  private static byte[] plan(int submission) throws Exception {
    String plan = new String(Samples.demo("study.yaml"), StandardCharsets.UTF_8);
    return plan.replaceFirst("(?m)^(id: *\\S+)$", "$1-" + submission)
        .getBytes(StandardCharsets.UTF_8);
  }

  PooledResults results(Sha256Digest study) throws Exception {
    VendorClient vendor = vendors.get(vendors.size() - 1);
    return ReportJson.read(vendor.report(study).json()).results();
  }

  /** What the processes said, for a test that fails. */
  String said() {
    StringBuilder all = new StringBuilder("coordinator\n" + coordinator.err());
    agents.forEach((site, agent) -> all.append('\n').append(site).append('\n').append(agent.err()));
    return all.toString();
  }

  @Override
  public void close() {
    vendors.forEach(VendorClient::close);
    agents.values().forEach(FedvalProcess::close);
    coordinator.close();
  }
}
