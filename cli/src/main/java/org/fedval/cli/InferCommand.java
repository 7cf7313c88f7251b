package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.run.EvaluationRun;
import org.fedval.agent.run.RunSettings;
import org.fedval.agent.run.UnlabelledFeed;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyYaml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval infer}: what the locked model says here. Nothing leaves this machine. */
@Command(
    name = "infer",
    mixinStandardHelpOptions = true,
    description = {
      "Score every image of a folder or an archive with a locked model. Local only: nothing leaves this machine.",
      "FILE gets one row an image, in the order of the file names; FILE.excluded.csv names every"
          + " file that was not scored and why. FILE.attributes.csv has patient, modality and"
          + " attributes of each image, FILE.points.csv the bundle's operating points, both for"
          + " fedval evaluate. All of them are patient data: keep them here."
    },
    footer = {
      "",
      "Example:",
      "  fedval infer --bundle net.fvb --data /data/dicom --out scores.csv --plan study.yaml",
      "  fedval infer --bundle net.fvb --source pacs.yaml --out scores.csv"
    })
final class InferCommand implements Callable<Integer> {
  private static final int MAX_PLAN_BYTES = 256 * 1024;

  @Option(names = "--bundle", required = true, paramLabel = "FILE", description = "The .fvb file.")
  private Path bundle;

  @ArgGroup(multiplicity = "1")
  private ImageOptions images;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV to write.")
  private Path out;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "A study plan; attributes are written as its subgroup levels. Without it, as they stand"
              + " in the images.")
  private @Nullable Path plan;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; the number of cores if not given.")
  private int threads = cores();

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  InferCommand() {}

  @Override
  public Integer call() throws Exception {
    if (threads < 1 || threads > 256) {
      throw new CliException("--threads: a number from 1 to 256 is needed.");
    }
    DicomSource source = images.open(spec.commandLine().getErr());
    if (out.getParent() != null && !Files.isDirectory(out.getParent())) {
      throw new CliException("the folder " + out.getParent() + " does not exist; make it first.");
    }
    AttributeRows attributes = new AttributeRows(plan == null ? null : document(plan));
    LockedBundle locked = LockedBundle.read(bundle);
    EvaluationRun.Summary summary;
    try (LockedModel model = LockedModel.open(locked, threads);
        ScoresFile scores = new ScoresFile(out, model.spec(), attributes)) {
      EvaluationRun run = new EvaluationRun(model, RunSettings.forCores(threads));
      try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr())) {
        summary = run.run(new UnlabelledFeed(source), scores, progress);
      }
      scores.publish();
    }
    print(locked, summary);
    if (summary.scored() == 0) {
      throw new CliException(
          "no image of "
              + images
              + " could be scored; "
              + ScoresFile.excludedFile(out)
              + " says why for each file.");
    }
    return 0;
  }

  private static StudyDocument document(Path plan) throws Exception {
    return StudyYaml.parse(InputFile.read(plan, MAX_PLAN_BYTES), plan.toString());
  }

  private void print(LockedBundle locked, EvaluationRun.Summary summary) throws Exception {
    PrintWriter screen = spec.commandLine().getOut();
    Map<Exclusion, Long> reasons = new TreeMap<>(summary.excluded());
    if (json) {
      Map<String, Object> root = new LinkedHashMap<>();
      root.put("bundle_digest", locked.bundleDigest().hex());
      root.put("scores", out.toString());
      root.put("scored", summary.scored());
      root.put("excluded", summary.excludedCases());
      root.put("exclusions", reasons);
      screen.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } else {
      screen.println(summary.scored() + " images scored: " + out);
      screen.println(
          summary.excludedCases() + " files not scored: " + ScoresFile.excludedFile(out));
      reasons.forEach(
          (reason, count) -> screen.println("  " + count + "  " + reason + ", " + reason.words()));
    }
    screen.flush();
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
