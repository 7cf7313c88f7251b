package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.client.VendorClient.StudyLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval study list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Your studies, newest first: digest, id, state, sites that approved, title.",
    footer = {
      "",
      "Examples:",
      "  fedval study list --coordinator fedval.example:7443 --credentials vendor",
      "  fedval study list --coordinator fedval.example:7443 --credentials vendor \\",
      "    --state recruiting --text covid --json"
    })
final class StudyListCommand implements Callable<Integer> {
  @Mixin private RosterCommand.CoordinatorOptions coordinator;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only studies in this state, such as recruiting. May be given several times.")
  private List<String> states = new ArrayList<>();

  @Option(
      names = "--text",
      defaultValue = "",
      paramLabel = "WORDS",
      description = "Only studies whose id, title, findings or models contain this.")
  private String text;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudyListCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (VendorClient client =
        new VendorClient(coordinator.folder().connect(coordinator.coordinator))) {
      List<StudyLine> studies =
          client.list(states.stream().map(s -> s.toUpperCase(Locale.ROOT)).toList(), text);
      if (json) {
        out.println(json(studies));
      } else if (studies.isEmpty()) {
        out.println("No study; 'fedval study submit' makes the first.");
      } else {
        for (StudyLine s : studies) {
          out.printf(
              "%s  %-24s %-12s %3d of %3d  %s%n",
              s.digest().hex(), s.studyId(), s.state(), s.approved(), s.sites(), s.title());
        }
      }
    }
    out.flush();
    return 0;
  }

  private static String json(List<StudyLine> studies) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    ArrayNode rows = root.putArray("studies");
    for (StudyLine s : studies) {
      rows.addObject()
          .put("digest", s.digest().hex())
          .put("id", s.studyId())
          .put("title", s.title())
          .put("state", s.state().toLowerCase(Locale.ROOT))
          .put("sentence", s.sentence())
          .put("sites", s.sites())
          .put("approved", s.approved());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
