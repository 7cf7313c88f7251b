package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fedval.cli.client.OperatorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add-endorsement",
    mixinStandardHelpOptions = true,
    description =
        "Coordinator's operator: hand in what an endorsing office signed. The coordinator forwards"
            + " it with every roster; each site checks the signature itself.",
    footer = {
      "",
      "Example:",
      "  fedval roster add-endorsement --coordinator fedval.example:7443 --credentials operator \\",
      "    site-a.endorsement site-b.endorsement"
    })
final class RosterAddEndorsementCommand implements Callable<Integer> {
  @Mixin private RosterCommand.CoordinatorOptions coordinator;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of the endorsing office.")
  private List<Path> files = new ArrayList<>();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RosterAddEndorsementCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (OperatorClient client =
        new OperatorClient(coordinator.folder().connect(coordinator.coordinator))) {
      for (Path file : files) {
        out.printf(
            "Stored an endorsement of %s.%n", client.addEndorsement(EndorsementFile.read(file)));
      }
    }
    out.flush();
    return 0;
  }
}
