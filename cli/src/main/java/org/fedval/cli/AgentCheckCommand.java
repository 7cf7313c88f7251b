package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.agent.preflight.CheckLine;
import org.fedval.agent.preflight.Preflight;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Whether this site can work: home, configuration, keys, certificate, clock, coordinator,"
          + " disk, memory, processor, inference, images, labels, canaries. Each line is ok or says"
          + " how to mend it.",
      "Changes nothing, and may be run while the agent runs. Exit code 0 when nothing is to be"
          + " mended, 1 otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  fedval agent check --home /srv/agent",
      "  fedval agent check --home /srv/agent --bundle model.fvb"
    })
final class AgentCheckCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "A vendor's plain bundle whose canaries are tried on this computer.")
  private Path bundle;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    List<CheckLine> lines = new Preflight(home.folders(), Clock.systemUTC(), bundle).run();
    PrintWriter out = spec.commandLine().getOut();
    for (CheckLine line : lines) {
      if (json) {
        out.println(JSON.writeValueAsString(line));
      } else {
        out.printf(
            "%-8s %-17s %s%n",
            line.state().name().toLowerCase(Locale.ROOT), line.name(), line.sentence());
      }
    }
    out.flush();
    return lines.stream().anyMatch(line -> line.state() == CheckLine.State.FIX) ? 1 : 0;
  }
}
