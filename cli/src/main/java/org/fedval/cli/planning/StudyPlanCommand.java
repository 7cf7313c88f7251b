package org.fedval.cli.planning;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.PlanningTable;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyYaml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sizes a study before anyone sees a performance. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Say how many images each claim of a plan needs, overall and in every subgroup level, and"
            + " which claims the expected counts can support. Works offline and without a bundle.",
    footer = {
      "",
      "Examples:",
      "  fedval study plan plan.yaml --expect counts.yaml",
      "  fedval study plan plan.yaml --expect counts.yaml --figure waterfall.svg",
      "  fedval study plan plan.yaml --expect report.json --expect counts.yaml --json"
    })
public final class StudyPlanCommand implements Callable<Integer> {
  private static final int MAX_PLAN_BYTES = 256 * 1024;

  @Parameters(paramLabel = "PLAN", description = "The plan (schema fedval.study/v1).")
  private Path plan;

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      description =
          "Expected counts (schema fedval.counts/v1), or a report.json whose counts are taken; a"
              + " report and a file without counts may be given together. Without it only the"
              + " needed sizes are printed.")
  private List<Path> expect = List.of();

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Write the waterfall as a picture, .svg or .html.")
  private @Nullable Path figure;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudyPlanCommand() {}

  @Override
  public Integer call() throws Exception {
    String kind = figure == null ? "" : kind(figure);
    StudyDocument study =
        StudyYaml.parse(InputFile.read(plan, MAX_PLAN_BYTES), String.valueOf(plan.getFileName()));
    ExpectedCounts counts = new ExpectedFiles(study).read(expect);
    PlanningTable table =
        PlanningTable.of(
            study.findings(),
            study.subgroups(),
            study.endpoints(),
            study.disclosure().minimumCell(),
            counts);
    PrintWriter screen = spec.commandLine().getOut();
    screen.print(
        json ? PlanTree.json(study, counts, table) : new PlanText(study, counts, table).text());
    screen.flush();
    if (figure != null) {
      FigurePage page = new FigurePage(study.title(), table.waterfalls());
      String text = kind.equals("svg") ? page.svg() : page.html();
      Files.write(figure, text.getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private static String kind(Path figure) throws CliException {
    String name = String.valueOf(figure.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return "svg";
    }
    if (name.endsWith(".html")) {
      return "html";
    }
    throw new CliException("--figure " + figure + ": the name must end in .svg or .html.");
  }
}
