package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.agent.approval.Decision;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.cli.input.CliException;
import org.fedval.wire.study.StudyTerms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "studies",
    mixinStandardHelpOptions = true,
    description =
        "The studies that were offered to this hospital: what each asks, where it stands, who"
            + " decided. Asks the running agent's local socket; nothing leaves.",
    footer = {"", "Example:", "  fedval agent studies --home /srv/agent"})
final class AgentStudiesCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Mixin private AgentCommand.HomeOption home;

  @Option(names = "--json", description = "Print JSON for machines.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentStudiesCommand() {}

  @Override
  public Integer call() throws CliException, IOException {
    StudyEntry[] studies = AgentAsk.ask(home.home, "studies", "-", StudyEntry[].class);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writeValueAsString(studies));
    } else if (studies.length == 0) {
      out.println("No study was offered yet. The agent tells here when one is.");
    } else {
      for (StudyEntry study : studies) {
        print(study, out);
      }
    }
    out.flush();
    return 0;
  }

  private static void print(StudyEntry study, PrintWriter out) {
    StudyTerms asks = study.terms();
    out.printf("%s  %s  %s%n", asks.id(), word(study.state()), asks.title());
    if (!study.sentence().isEmpty()) {
      out.println("  " + study.sentence());
    }
    asks.lines().forEach(term -> line(out, term.key(), term.text()));
    for (Decision d : study.decisions()) {
      line(
          out,
          word(d.kind()),
          "by %s (account %s) at %s%s"
              .formatted(
                  d.name(),
                  d.account(),
                  Instant.ofEpochSecond(d.at()),
                  d.words().isEmpty() ? "" : ": " + d.words()));
    }
    out.println();
  }

  private static void line(PrintWriter out, String key, String value) {
    out.printf("  %-10s %s%n", key, value);
  }

  private static String word(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
