package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.cli.planning.StudyPlanCommand;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.SigningKeyFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description =
        "Vendor: size a study, submit it preregistered, watch or cancel it, fetch its report.",
    subcommands = {
      StudyKeyCommand.class,
      StudyPlanCommand.class,
      StudyPackCommand.class,
      StudyCommand.Submit.class,
      StudyListCommand.class,
      StudyCommand.Watch.class,
      StudyCancelCommand.class,
      StudyCommand.Report.class
    })
final class StudyCommand implements Runnable {
  static final int MAX_PLAN_BYTES = 256 * 1024;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  StudyCommand() {}

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "study needs one of: key, plan, pack, submit, list, watch, cancel, report.");
  }

  @Command(
      name = "submit",
      mixinStandardHelpOptions = true,
      description =
          "Seal a bundle for the current roster, bind a plan to it, sign and lock the study;"
              + " prints its digest. The coordinator never gets the model's key. A plan with"
              + " 'task: feasibility' counts cases and takes no bundle.",
      footer = {
        "",
        "Examples:",
        "  fedval study submit --coordinator fedval.example:7443 --credentials vendor \\",
        "    --bundle net.fvb --study study.yaml --key owner.pem",
        "  fedval study submit --coordinator fedval.example:7443 --credentials vendor \\",
        "    --study feasibility.yaml --key owner.pem",
        "  fedval study submit study.fvs --coordinator fedval.example:7443 --credentials vendor"
      })
  static final class Submit implements Callable<Integer> {
    @Mixin private RosterCommand.CoordinatorOptions coordinator;

    @Option(
        names = "--bundle",
        paramLabel = "FILE",
        description = "The locked model, a .fvb file; none for a feasibility study.")
    private @Nullable Path bundle;

    @picocli.CommandLine.Parameters(
        arity = "0..1",
        paramLabel = "PACKAGE",
        description =
            "A signed study that 'study pack' wrote, instead of --bundle, --study and --key.")
    private @Nullable Path packed;

    @Option(
        names = "--study",
        paramLabel = "FILE",
        description = "The plan (schema fedval.study/v1).")
    private @Nullable Path study;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The key that signed the bundle; the sites' policies name its owner.")
    private @Nullable Path key;

    @Option(
        names = "--expires-days",
        defaultValue = "90",
        paramLabel = "DAYS",
        description = "How long the study may run; ${DEFAULT-VALUE} when absent.")
    private int expiresDays;

    @Option(
        names = "--roster",
        paramLabel = "HASH",
        description =
            "Send nothing unless the current roster has this SHA-256; ask a site that approved it."
                + " The roster's keys decide who can open the model.")
    private @Nullable String roster;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Submit() {}

    @Override
    public Integer call() throws Exception {
      boolean parts = bundle != null || study != null || key != null || roster != null;
      if (packed != null ? parts : study == null || key == null) {
        throw new ParameterException(
            spec.commandLine(),
            "study submit takes a signed package alone, or --study and --key with what belongs to"
                + " them.");
      }
      try (VendorClient client =
          new VendorClient(coordinator.folder().connect(coordinator.coordinator))) {
        Sha256Digest digest =
            packed == null ? signAndSubmit(client) : client.submit(InputFile.existing(packed));
        spec.commandLine().getOut().println(digest.hex());
        spec.commandLine().getOut().flush();
      }
      return 0;
    }

    private Sha256Digest signAndSubmit(VendorClient client) throws Exception {
      byte[] plan = InputFile.read(Objects.requireNonNull(study), MAX_PLAN_BYTES);
      SigningKey owner = SigningKeyFile.read(Objects.requireNonNull(key));
      Instant expires = Instant.now().plus(Duration.ofDays(expiresDays));
      Sha256Digest pinned = roster == null ? null : rosterHash(roster);
      return bundle == null
          ? client.submit(plan, owner, expires, pinned)
          : client.submit(bundle, plan, owner, expires, pinned);
    }
  }

  @Command(
      name = "watch",
      mixinStandardHelpOptions = true,
      description =
          "Tell the study's state at every change, until it is published (exit code 0) or aborted (1).",
      footer = {
        "",
        "Example:",
        "  fedval study watch --coordinator fedval.example:7443 --credentials vendor DIGEST"
      })
  static final class Watch implements Callable<Integer> {
    @Mixin private RosterCommand.CoordinatorOptions coordinator;

    @picocli.CommandLine.Parameters(
        paramLabel = "DIGEST",
        description = "What study submit printed.")
    private String digest;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Watch() {}

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      try (VendorClient client =
          new VendorClient(coordinator.folder().connect(coordinator.coordinator))) {
        VendorClient.Status last =
            client.watch(
                study(digest),
                status -> {
                  out.println(status.state() + ": " + status.sentence());
                  status.sites().forEach(s -> out.println("  " + s.siteId() + " " + s.phase()));
                  out.flush();
                });
        return last.state().equals("PUBLISHED") ? 0 : 1;
      }
    }
  }

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description =
          "Fetch a published report: report.json, its signature report.json.sig, and report.html.",
      footer = {
        "",
        "Example:",
        "  fedval study report --coordinator fedval.example:7443 --credentials vendor \\",
        "    DIGEST --out results"
      })
  static class Report implements Callable<Integer> {
    @Mixin private RosterCommand.CoordinatorOptions coordinator;

    @picocli.CommandLine.Parameters(
        paramLabel = "DIGEST",
        description = "What study submit printed.")
    private String digest;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Folder for the three files.")
    private Path out;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    Report() {}

    @Override
    public Integer call() throws Exception {
      try (VendorClient client =
          new VendorClient(coordinator.folder().connect(coordinator.coordinator))) {
        VendorClient.Report report = client.report(study(digest));
        Files.createDirectories(out);
        Files.write(out.resolve("report.json"), report.json());
        Files.write(out.resolve("report.json.sig"), report.signature());
        Files.write(out.resolve("report.html"), report.html());
      }
      return 0;
    }
  }

  static Sha256Digest rosterHash(String hash) throws CliException {
    try {
      return Sha256Digest.parse(hash);
    } catch (MalformedBody e) {
      throw new CliException("--roster: a roster's hash has 64 hexadecimal digits.");
    }
  }

  static Sha256Digest study(String digest) throws CliException {
    try {
      return Sha256Digest.parse(digest);
    } catch (MalformedBody e) {
      throw new CliException(
          "DIGEST: a study is named by the 64 hexadecimal digits that study submit printed.");
    }
  }
}
