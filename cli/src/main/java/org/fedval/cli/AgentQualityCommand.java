package org.fedval.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fedval.agent.results.QualityLines;
import org.fedval.agent.vault.FilesByAge;
import org.fedval.cli.input.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description =
        "What counting a study found of this hospital's own data, in numbers. Reads the agent's"
            + " folder; nothing leaves.",
    footer = {"", "Example:", "  fedval agent quality --home /srv/agent --study cxr-2026"})
final class AgentQualityCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--study",
      paramLabel = "ID",
      description =
          "The study's id from its plan, or the digits of its digest; the last one counted if not"
              + " given.")
  private @Nullable String study;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentQualityCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter screen = spec.commandLine().getOut();
    QualityLines.of(record()).forEach(screen::println);
    screen.flush();
    return 0;
  }

  private JsonNode record() throws CliException, IOException {
    for (Path file : FilesByAge.newestFirst(home.folders().dataQuality(), ".json")) {
      JsonNode record = JSON.readTree(Files.readAllBytes(file));
      if (study == null
          || study.equals(record.path("study_id").asText())
          || record.path("study").asText().startsWith(study)) {
        return record;
      }
    }
    throw new CliException(
        study == null
            ? "no study was counted in " + home.home + " yet."
            : "no study '" + study + "' was counted in " + home.home + ".");
  }
}
