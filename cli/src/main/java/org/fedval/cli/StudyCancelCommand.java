package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.fedval.cli.client.VendorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fedval study cancel}. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description =
        "End one of your studies before it is published; every site of its roster is told, and its"
            + " id is not used again. Asking again changes nothing.",
    footer = {
      "",
      "Example:",
      "  fedval study cancel --coordinator fedval.example:7443 --credentials vendor DIGEST"
    })
final class StudyCancelCommand implements Callable<Integer> {
  @Mixin private RosterCommand.CoordinatorOptions coordinator;

  @Parameters(paramLabel = "DIGEST", description = "What study submit printed.")
  private String digest;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StudyCancelCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (VendorClient client =
        new VendorClient(coordinator.folder().connect(coordinator.coordinator))) {
      VendorClient.Status ended = client.cancel(StudyCommand.study(digest));
      if (json) {
        ObjectMapper mapper = new ObjectMapper();
        out.println(
            mapper.writeValueAsString(
                mapper
                    .createObjectNode()
                    .put("digest", digest)
                    .put("state", ended.state().toLowerCase(Locale.ROOT))
                    .put("sentence", ended.sentence())));
      } else {
        out.println(ended.state() + ": " + ended.sentence());
      }
    }
    out.flush();
    return 0;
  }
}
