package org.fedval.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.results.OwnStudies;
import org.fedval.agent.results.OwnStudy;
import org.fedval.agent.results.QualityLines;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.cli.evaluate.OwnNumbers;
import org.fedval.cli.hospital.HospitalJson;
import org.fedval.cli.hospital.HospitalText;
import org.fedval.cli.hospital.OwnResults;
import org.fedval.cli.hospital.PublishedReport;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "What this hospital gets back of a study: its own results with their intervals beside the"
          + " published ones, the images that were left out by code, and its data quality. Reads the"
          + " encrypted cases in this home, also while the agent runs. The numbers are patient data"
          + " of this hospital's own; nothing of this is sent.",
      "Kept until 30 days after the study's expiry."
    },
    footer = {
      "",
      "Examples:",
      "  fedval agent report cxr-2026 --home /srv/agent --pooled report.json",
      "  fedval agent report cxr-2026 --home /srv/agent --json --out own.json"
    })
final class AgentReportCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "[0-9a-f]{64}";

  @Mixin private AgentCommand.HomeOption home;

  @Parameters(
      paramLabel = "STUDY",
      description = "The study's id from its plan, or the 64 digits of its digest.")
  private String study;

  @Option(
      names = "--pooled",
      paramLabel = "FILE",
      description =
          "The published report.json of the same study; with report.json.sig beside it, its"
              + " signatures are checked as well.")
  private @Nullable Path pooled;

  @Option(names = "--all", description = "Print every number of the plan, not the main ones only.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON for machines, every number included.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write into a file that only you can read, instead of printing.")
  private @Nullable Path out;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentReportCommand() {}

  @Override
  public Integer call() throws Exception {
    OwnResults results = results(kept());
    String text =
        json
            ? HospitalJson.of(results)
            : String.join(
                    System.lineSeparator(),
                    HospitalText.of(
                        results,
                        all ? results.all() : results.headline(),
                        quality(results),
                        list()))
                + System.lineSeparator();
    PrintWriter screen = spec.commandLine().getOut();
    if (out == null) {
      screen.print(text);
    } else {
      PrivateFiles.write(out, text.getBytes(StandardCharsets.UTF_8));
      screen.println(out + ": " + OwnResults.MARK);
    }
    screen.flush();
    return 0;
  }

  private OwnResults results(OwnStudy own) throws Exception {
    AgentHome folders = home.folders();
    PublishedReport published =
        pooled == null ? null : PublishedReport.read(pooled, own.study(), own.id(), folders);
    return new OwnResults(
        own.id(),
        own.study().hex(),
        OwnNumbers.of(own),
        published,
        record(folders.dataQuality().resolve(own.study().hex() + ".json")),
        notes(published));
  }

  private OwnStudy kept() throws Exception {
    AgentHome folders = home.folders();
    if (Files.isDirectory(folders.ownStudies())) {
      OwnStudies studies =
          new OwnStudies(
              folders.ownStudies(), HomeVault.open(folders, new SecureRandom()), new LocalDisk());
      Optional<OwnStudy> kept =
          study.matches(DIGEST) ? studies.find(Sha256Digest.parse(study)) : studies.find(study);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    throw new CliException(
        "the cases of study %s are not in %s: it was not counted here, or its cases were erased, 30 days after it expired or when this site withdrew."
            .formatted(study, home.home));
  }

  private List<String> notes(@Nullable PublishedReport published) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "This hospital's numbers are of all its cases: nothing is withheld and no noise added.");
    if (published == null) {
      notes.add(
          "For the numbers of all hospitals give the published report: --pooled report.json.");
    } else {
      notes.add("The numbers of all hospitals include this one's.");
      notes.add(
          published.verified()
              ? "The published report was verified with the coordinator's pinned key."
              : "The published report was not verified: put its report.json.sig beside it.");
    }
    return notes;
  }

  /** What is left out stands in a table of its own. */
  private static List<String> quality(OwnResults results) {
    JsonNode record = results.quality();
    if (record == null) {
      return List.of();
    }
    ObjectNode rest = record.deepCopy();
    rest.remove("excluded");
    return QualityLines.of(rest);
  }

  private static @Nullable JsonNode record(Path file) throws IOException {
    return Files.exists(file) ? JSON.readTree(Files.readAllBytes(file)) : null;
  }

  private String list() {
    return "fedval agent cases --home %s --study %s --excluded".formatted(home.home, study);
  }
}
