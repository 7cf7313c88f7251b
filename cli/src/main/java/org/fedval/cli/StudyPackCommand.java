package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.StudyPacker;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.input.InputFile;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.SigningKeyFile;
import org.fedval.wire.submission.RosterFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signs a study into a file, for whoever submits it in a browser or later. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description =
        "Seal a bundle for a roster, bind a plan to it and sign the study into one file; prints the"
            + " study's digest. With --roster-file it needs no network. The file holds no key of"
            + " yours, so anybody may carry it: upload it in the browser, or give it to 'study"
            + " submit'.",
    footer = {
      "",
      "Examples:",
      "  fedval study pack --plan plan.yaml --bundle net.fvb --key owner.pem \\",
      "    --roster-file roster.fvr --out study.fvs",
      "  fedval study pack --plan feasibility.yaml --key owner.pem \\",
      "    --coordinator fedval.example:7443 --credentials vendor --out study.fvs"
    })
final class StudyPackCommand implements Callable<Integer> {
  @Option(
      names = {"--plan", "--study"},
      required = true,
      paramLabel = "FILE",
      description = "The plan (schema fedval.study/v1).")
  private Path plan;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "The locked model, a .fvb file; none for a feasibility study.")
  private @Nullable Path bundle;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The key that signed the bundle; the sites' policies name its owner.")
  private Path key;

  @Option(
      names = "--roster-file",
      paramLabel = "FILE",
      description = "The roster to sign for, as 'Submit a study' gives it.")
  private @Nullable Path rosterFile;

  @Option(
      names = "--coordinator",
      paramLabel = "HOST:PORT",
      description = "Where to fetch the current roster instead.")
  private @Nullable String coordinator;

  @Option(
      names = "--credentials",
      paramLabel = "DIR",
      description = "Folder with key.pem, chain.pem and trust.pem, for --coordinator.")
  private @Nullable Path credentials;

  @Option(
      names = "--roster",
      paramLabel = "HASH",
      description =
          "Pack nothing unless the roster has this SHA-256; ask a site that approved it. The"
              + " roster's keys decide who can open the model.")
  private @Nullable String roster;

  @Option(
      names = "--expires-days",
      defaultValue = "90",
      paramLabel = "DAYS",
      description = "How long the study may run; ${DEFAULT-VALUE} when absent.")
  private int expiresDays;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where to write the package, such as study.fvs.")
  private Path out;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudyPackCommand() {}

  @Override
  public Integer call() throws Exception {
    byte[] yaml = InputFile.read(plan, StudyCommand.MAX_PLAN_BYTES);
    SigningKey owner = SigningKeyFile.read(key);
    Instant expires = Instant.now().plus(Duration.ofDays(expiresDays));
    Sha256Digest study = packer().pack(bundle, yaml, owner, expires, out);
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(study.hex());
    screen.flush();
    return 0;
  }

  private StudyPacker packer() throws Exception {
    Sha256Digest pinned = roster == null ? null : StudyCommand.rosterHash(roster);
    if (rosterFile != null && coordinator == null) {
      return StudyPacker.of(InputFile.read(rosterFile, RosterFile.MAX_BYTES), pinned);
    }
    if (rosterFile == null && coordinator != null && credentials != null) {
      try (VendorClient client =
          new VendorClient(new Credentials(credentials).connect(coordinator))) {
        return StudyPacker.of(client, pinned);
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        "study pack takes the roster from --roster-file, or from --coordinator with --credentials.");
  }
}
