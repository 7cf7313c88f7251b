package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.client.VendorClient;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.files.PrivateFiles;

/**
 * Three hospitals and a coordinator as processes of their own, each of which can be killed and
 * started again. Their studies count cases, so that what is right is known without a model.
 */
final class KillableFederation implements AutoCloseable {
  static final int SITES = 3;
  private static final int IMAGES = 24;
  private static final Duration LIMIT = Duration.ofSeconds(240);
  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: feasibility
      unit: image
      id: %s
      title: How many nodules do three hospitals have
      cohort:
        modalities: [DX]
      findings: [nodule]
      operating_points: [screening]
      subgroups:
        - attribute: sex
          levels: [F, M]
      endpoints:
        - finding: nodule
          metric: sensitivity
          operating_point: screening
          goal: 0.6
          alternative: 0.9
          certify_subgroups: true
      """;

  private final Path folder;
  private final SigningKey owner = SigningKey.generate(new SecureRandom());
  private final List<CoordinatorHome> coordinators = new ArrayList<>();
  private final Map<String, AgentHome> agents = new TreeMap<>();
  private final Map<String, FedvalProcess> processes = new TreeMap<>();
  private final List<Balancer> balancers = new ArrayList<>();
  private String address;
  private String enrolment;

  private KillableFederation(Path folder) {
    this.folder = folder;
  }

  /** One coordinator on the SQLite file of its home. */
  static KillableFederation onSqlite(Path folder) throws Exception {
    KillableFederation federation = new KillableFederation(folder);
    List<Integer> ports = freePorts(2);
    federation.address = "127.0.0.1:" + ports.get(0);
    federation.enrolment = "127.0.0.1:" + ports.get(1);
    federation.coordinator(ports.get(0), ports.get(1), "");
    return federation.started();
  }

  /** Two coordinators on one new PostgreSQL database, behind one address. */
  static KillableFederation onPostgres(Path folder) throws Exception {
    KillableFederation federation = new KillableFederation(folder);
    String url = TestPostgres.newDatabase();
    List<Integer> ports = freePorts(4);
    Balancer main = Balancer.over(List.of(ports.get(0), ports.get(2)));
    Balancer enrol = Balancer.over(List.of(ports.get(1), ports.get(3)));
    federation.balancers.addAll(List.of(main, enrol));
    federation.address = "127.0.0.1:" + main.port();
    federation.enrolment = "127.0.0.1:" + enrol.port();
    String more =
        """
        database:
          url: "%s"
          user: %s
          password_file: password
        replica:
          public_port: %d
        """
            .formatted(url, TestPostgres.USER, main.port());
    federation.coordinator(ports.get(0), ports.get(1), more);
    federation.coordinator(ports.get(2), ports.get(3), more);
    return federation.started();
  }

  private void coordinator(int port, int enrolPort, String more) throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder.resolve("c" + (coordinators.size() + 1)));
    if (coordinators.isEmpty()) {
      CoordinatorSetup.init(home, Clock.systemUTC(), new SecureRandom());
    } else {
      home.prepare();
      copy(coordinators.get(0).keys(), home.keys());
    }
    PrivateFiles.write(
        home.root().resolve("password"), TestPostgres.PASSWORD.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.coordinator/v1
        host: 127.0.0.1
        port: %d
        enrolment_port: %d
        recruiting_seconds: 90
        phase_seconds: 90
        sign_of_life_seconds: 90
        """
                .formatted(port, enrolPort)
            + more);
    coordinators.add(home);
  }

  private KillableFederation started() throws Exception {
    try {
      for (int n = 1; n <= coordinators.size(); n++) {
        start("coordinator-" + n);
        awaitReady("coordinator-" + n);
      }
      enrol();
      return this;
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private void enrol() throws Exception {
    try (OperatorClient operator =
        new OperatorClient(new Credentials(credentials("operator")).connect(address))) {
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        AgentHome home = new AgentHome(folder.resolve(id));
        home.prepare();
        Files.writeString(
            home.configFile(),
            "schema: fedval.agent/v1\nsite_id: %s\norganisation: Hospital %s\nenrolment: \"%s\"\ndata: \"%s\"\nthreads: 1\n"
                .formatted(id, id, enrolment, hospital(site)));
        Files.writeString(
            home.policyFile(),
            "schema: fedval.policy/v1\napprove_owners: [\"%s\"]\n"
                .formatted(owner.verifyingKey().fingerprint().text()));
        PrivateFiles.write(
            home.tokenFile(), operator.createToken(id).getBytes(StandardCharsets.UTF_8));
        agents.put(id, home);
        start(id);
      }
      await(() -> enrolled(operator) == SITES, "the enrolment of every site");
      Roster roster = operator.publishRoster("hospitals");
      for (Map.Entry<String, AgentHome> agent : agents.entrySet()) {
        Files.writeString(agent.getValue().approvedRostersFile(), roster.hash().hex());
        Files.writeString(
            agent.getValue().fingerprintsFile(),
            roster.members().stream()
                .filter(member -> !member.siteId().equals(agent.getKey()))
                .map(member -> member.identity().fingerprint().text())
                .collect(Collectors.joining("\n")));
      }
    }
  }

  private static int enrolled(OperatorClient operator) {
    try {
      return operator.sites().size();
    } catch (RefusedException e) {
      return 0;
    }
  }

  Path credentials(String role) {
    return coordinators.get(0).credentials(role);
  }

  /** Names of all processes. */
  List<String> names() {
    return List.copyOf(processes.keySet());
  }

  /** The coordinator that leads; the only one where there is one. */
  String leader() {
    return processes.entrySet().stream()
        .filter(e -> e.getKey().startsWith("coordinator") && e.getValue().isAlive())
        .filter(e -> lastLine(e.getValue()).startsWith("Listening"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody leads"));
  }

  String screen(String name) {
    return processes.get(name).out() + processes.get(name).err();
  }

  private static String lastLine(FedvalProcess process) {
    String[] lines = process.out().split("\n");
    return lines[lines.length - 1];
  }

  /** Ends a process as a power cut would. */
  void kill(String name) {
    processes.get(name).close();
  }

  /** Starts a process that was killed. */
  void start(String name) throws IOException {
    Path home =
        name.startsWith("coordinator")
            ? coordinators.get(name.charAt(name.length() - 1) - '1').root()
            : agents.get(name).root();
    String role = name.startsWith("coordinator") ? "coordinator" : "agent";
    processes.put(name, FedvalProcess.start(role, "run", "--exit-with-parent", "--home", home));
  }

  /** Waits until a coordinator leads or stands by. */
  void awaitReady(String name) throws Exception {
    processes
        .get(name)
        .awaitLine(line -> line.startsWith("Listening") || line.startsWith("Standing by"), LIMIT);
  }

  Sha256Digest submit(String id) throws Exception {
    try (VendorClient vendor = vendor()) {
      return vendor.submit(
          PLAN.formatted(id).getBytes(StandardCharsets.UTF_8),
          owner,
          Instant.now().plus(Duration.ofDays(1)),
          null);
    }
  }

  /** Watches until the study is over, again and again when the coordinator is away. */
  VendorClient.Status untilOver(Sha256Digest study) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try (VendorClient vendor = vendor()) {
        VendorClient.Status last = vendor.watch(study, status -> {});
        if (last.state().equals("PUBLISHED") || last.state().equals("ABORTED")) {
          return last;
        }
      } catch (RefusedException e) {
        Thread.sleep(200);
      }
    }
    throw new AssertionError("The study hangs.\n" + everything());
  }

  /** Everything that every process said. */
  String everything() {
    return processes.keySet().stream()
        .map(name -> "--- " + name + processes.get(name).ending() + "\n" + screen(name))
        .collect(Collectors.joining("\n"));
  }

  /** The report holds the counts of every hospital, to the case. */
  void assertExact(Sha256Digest study) throws Exception {
    ValidationReport report;
    try (VendorClient vendor = vendor()) {
      report = ReportJson.read(vendor.report(study).json());
    }
    assertThat(report.roster().contributingSites()).isEqualTo(SITES);
    MetricRow all = prevalence(report, "all");
    assertThat(all.nPositive()).isEqualTo(SITES * IMAGES / 2);
    assertThat(all.nNegative()).isEqualTo(SITES * IMAGES / 2);
    assertThat(prevalence(report, "sex=F").nPositive()).isEqualTo(SITES * IMAGES / 4);
    assertThat(prevalence(report, "sex=M").nNegative()).isEqualTo(SITES * IMAGES / 4);
  }

  private static MetricRow prevalence(ValidationReport report, String subgroup) {
    return report.results().estimates().stream()
        .filter(r -> r.metric().equals("prevalence") && r.subgroup().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  private VendorClient vendor() throws Exception {
    return new VendorClient(new Credentials(credentials("vendor")).connect(address));
  }

  private void await(BooleanSupplier condition, String what) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(what + " did not come.\n" + everything());
      }
      Thread.sleep(100);
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> open = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      open.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : open) {
      socket.close();
    }
    return ports;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              path,
              target,
              StandardCopyOption.COPY_ATTRIBUTES,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Half of the images have a nodule; each half has as many women as men. */
  private Path hospital(int site) throws IOException {
    Path data = Files.createDirectories(folder.resolve("hospital-" + site));
    StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,nodule\n");
    for (int i = 1; i <= IMAGES; i++) {
      String uid = "1.2.3.%d.%d".formatted(site, i);
      DataSet image =
          DataSet.builder()
              .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
              .text(Tag.SOP_INSTANCE_UID, uid)
              .text(Tag.MODALITY, "DX")
              .text(Tag.PATIENT_SEX, i % 4 < 2 ? "F" : "M")
              .integer(Tag.SAMPLES_PER_PIXEL, 1)
              .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
              .integer(Tag.ROWS, 8)
              .integer(Tag.COLUMNS, 8)
              .integer(Tag.BITS_ALLOCATED, 8)
              .integer(Tag.BITS_STORED, 8)
              .integer(Tag.HIGH_BIT, 7)
              .integer(Tag.PIXEL_REPRESENTATION, 0)
              .pixels8(new byte[64])
              .build();
      try (OutputStream out = Files.newOutputStream(data.resolve(i + ".dcm"))) {
        Part10Writer.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
      }
      labels.append("%s,P-%d-%d,%d%n".formatted(uid, site, i, i % 2));
    }
    Files.writeString(data.resolve("labels.csv"), labels);
    return data;
  }

  @Override
  public void close() throws IOException {
    processes.values().forEach(FedvalProcess::close);
    for (Balancer balancer : balancers) {
      balancer.close();
    }
  }
}
