package org.fedval.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.fedval.agent.config.AgentHome;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.files.PrivateFiles;

/** A whole federation on one machine, step by step, with a word on the screen for each. */
final class Demo {
  private static final Duration STUDY_LIFE = Duration.ofDays(1);

  private final DemoOptions options;
  private final PrintWriter out;
  private final DemoFolders folders;
  private final SecureRandom random = new SecureRandom();

  Demo(DemoOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
    this.folders = new DemoFolders(options.out());
  }

  /** Runs the demo; throws with one sentence when it cannot end well. */
  void run() throws Exception {
    DemoInputs inputs = DemoInputs.of(options);
    if (options.data() == null) {
      requireBearable(options.sites(), inputs);
    }
    folders.prepare();
    try {
      federate(inputs);
    } finally {
      if (!options.keep()) {
        folders.removeWork();
      }
    }
  }

  private void federate(DemoInputs inputs) throws Exception {
    List<DemoSite> sites = inputs.hospitals(options, folders);
    requireBearable(sites.size(), inputs);
    say(
        options.data() == null
            ? "%d synthetic hospitals made from seed %d".formatted(sites.size(), options.seed())
            : "%d sites found in %s".formatted(sites.size(), options.data()));
    SigningKey owner = SigningKey.generate(random);
    PrivateFiles.createDirectory(folders.vendor());
    Path bundleFile = folders.vendor().resolve("model.fvb");
    LockedBundle bundle =
        BundleMaker.make(
            bundleFile,
            inputs.draft(),
            inputs.onnx(),
            owner,
            Runtime.getRuntime().availableProcessors());
    say(
        "bundle %s %s packed and signed, digest %s"
            .formatted(
                bundle.spec().name(), bundle.spec().version(), shortened(bundle.bundleDigest())));
    CoordinatorHome home = new CoordinatorHome(folders.coordinator());
    DemoHomes.coordinator(home, options.serve());
    CoordinatorSetup.init(home, Clock.systemUTC(), random);
    try (Federation federation = Federation.start(home)) {
      Thread stop = new Thread(federation::close);
      Runtime.getRuntime().addShutdownHook(stop);
      study(federation, sites, inputs, owner, bundleFile);
      if (options.serve()) {
        serve(federation, home);
      }
      Runtime.getRuntime().removeShutdownHook(stop);
    }
  }

  private void study(
      Federation federation,
      List<DemoSite> sites,
      DemoInputs inputs,
      SigningKey owner,
      Path bundleFile)
      throws Exception {
    try (OperatorClient operator =
            new OperatorClient(federation.credentials("operator").connect(federation.address()));
        VendorClient vendor =
            new VendorClient(federation.credentials("vendor").connect(federation.address()))) {
      boolean siteLevel = inputs.plan().analyses().siteLevel();
      if (siteLevel) {
        say(
            "the plan asks for site_level_estimates, which make single sites' results computable: every agent's policy.yaml allows them in this demo");
      }
      federation.enrol(sites, folders, owner.verifyingKey().fingerprint(), siteLevel, operator);
      say(
          "coordinator and %d agents run as separate processes (%s)"
              .formatted(
                  sites.size(),
                  federation.processIds().entrySet().stream()
                      .map(e -> e.getKey() + " " + e.getValue())
                      .collect(Collectors.joining(", "))));
      say("every agent enrolled with its one-time token over TLS 1.3");
      Roster roster = operator.publishRoster("demo");
      for (DemoSite site : sites) {
        DemoHomes.trust(new AgentHome(folders.site(site.siteId())), site.siteId(), roster);
      }
      say(
          "standing in for the sites' operators: roster %s approved and the other sites' fingerprints written into each agent's home"
              .formatted(shortened(roster.hash())));
      Sha256Digest study =
          vendor.submit(bundleFile, inputs.planYaml(), owner, Instant.now().plus(STUDY_LIFE));
      say(
          "model sealed for these sites, study %s submitted, digest %s; each site's own policy decides on it"
              .formatted(inputs.plan().studyId(), shortened(study)));
      ProgressBoard board = new ProgressBoard(out, System.console() != null);
      DropPlan drops = DropPlan.of(sites, options.drop(), options.seed());
      VendorClient.Status last;
      try (Casualties casualties = Casualties.of(federation, folders, roster, drops, out)) {
        last = new StudyWatch(federation, folders, sites, board, out).untilOver(vendor, study);
      }
      if (!last.state().equals("PUBLISHED")) {
        throw new DemoException("the study ended without a report. " + last.sentence());
      }
      publish(vendor.report(study), roster);
    }
  }

  private void serve(Federation federation, CoordinatorHome home) throws Exception {
    out.println();
    out.println("Sign in: " + federation.pages() + DemoPeople.welcome(home, random));
    say("coordinator and agents go on running on this computer; Ctrl-C ends them");
    federation.await();
    throw new DemoException(federation.coordinatorLoss());
  }

  private void requireBearable(int sites, DemoInputs inputs) {
    DropPlan.requireBearable(sites, options.drop(), inputs.plan().disclosure());
  }

  private void publish(VendorClient.Report report, Roster roster) throws Exception {
    Path json = folders.publish("report.json", report.json());
    folders.publish("report.json.sig", report.signature());
    Path key =
        folders.publish(
            "coordinator.pub",
            Files.readAllBytes(new CoordinatorHome(folders.coordinator()).publicKeyFile()));
    Path html = folders.publish("report.html", report.html());
    out.println();
    out.print(PooledTable.of(ReportJson.read(report.json())));
    out.println();
    out.println("Report: " + html);
    out.printf(
        "Verify: ./fedval report verify %s --coordinator-key %s --roster %s%n",
        quoted(json), quoted(key), roster.hash().hex());
    if (options.keep()) {
      out.println("Work folders kept in " + folders.out().resolve("work"));
    }
    out.flush();
  }

  /** A path as a shell takes it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private void say(String sentence) {
    out.println("fedval demo: " + sentence);
    out.flush();
  }

  private static String shortened(Sha256Digest digest) {
    return digest.hex().substring(0, 12);
  }
}
