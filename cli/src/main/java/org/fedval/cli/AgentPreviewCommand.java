package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.agent.admin.DecisionRequest;
import org.fedval.agent.preview.Contribution;
import org.fedval.agent.preview.ContributionRow;
import org.fedval.agent.preview.LeavingBytes;
import org.fedval.agent.preview.PreviewReply;
import org.fedval.cli.input.CliException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "This hospital's exact contribution to a study in the clear, and the bytes that leave in its"
          + " place. The numbers are this hospital's own: the table is for its people and goes"
          + " nowhere.",
      "With hold_before_release: true in policy.yaml nothing is masked before fedval agent approve"
          + " --release."
    },
    footer = {
      "",
      "Examples:",
      "  fedval agent preview cxr-2026 --home /srv/agent",
      "  fedval agent preview cxr-2026 --home /srv/agent --numbers"
    })
final class AgentPreviewCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Mixin private AgentCommand.HomeOption home;

  @Parameters(
      paramLabel = "STUDY",
      description = "The study's id from its plan, or the 64 digits of its digest.")
  private String study;

  @Option(
      names = "--numbers",
      description = "Every number, such as the bins of the score histograms.")
  private boolean numbers;

  @Option(names = "--json", description = "Print JSON for machines, every number included.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentPreviewCommand() {}

  @Override
  public Integer call() throws CliException, IOException {
    DecisionRequest request = new DecisionRequest(study, "", "", numbers || json);
    PreviewReply reply = AgentAsk.ask(home.home, "preview", request.line(), PreviewReply.class);
    if (reply.rounds().isEmpty()) {
      throw new CliException(reply.sentence());
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writeValueAsString(reply.rounds()));
    } else {
      reply.rounds().forEach(round -> print(round, out));
    }
    out.flush();
    return 0;
  }

  private static void print(Contribution round, PrintWriter out) {
    out.printf("%s, round %s. Only this hospital's people see this.%n%n", round.id(), round.slot());
    int width = Math.max(4, round.rows().stream().mapToInt(r -> r.name().length()).max().orElse(4));
    String form = "%-" + width + "s %9s %9s %9s  %s%n";
    out.printf(form, "cell", "patients", "images", "numbers", "");
    for (ContributionRow row : round.rows()) {
      out.printf(form, row.name(), row.patients(), row.images(), row.numbers(), row.mark());
      Map<String, long[]> all = round.numbers().get(row.name());
      if (all != null) {
        all.forEach((name, values) -> out.println("    " + name + " " + Arrays.toString(values)));
      }
    }
    out.printf(
        "%n\"%s\" has 1 to %d patients of this hospital; the study opens a cell only if all"
            + " hospitals together have %d or more.%n",
        ContributionRow.BELOW, round.minimumCell() - 1, round.minimumCell());
    if (round.withNoise()) {
      out.println("The study's noise is in the numbers, so they may be below 0.");
    }
    print(round.leaves(), out);
  }

  private static void print(LeavingBytes leaves, PrintWriter out) {
    String bytes = "one masked vector of " + leaves.bytes() + " bytes";
    String line =
        switch (leaves.stage()) {
          case NOT_MASKED ->
              "Not masked yet. What leaves in place of the table: "
                  + bytes
                  + ", the same length whatever the numbers are, then keys, shares and signatures.";
          case MASKED ->
              "What leaves in place of the table: %s, SHA-256 %s, which begins with %s."
                  .formatted(bytes, leaves.sha256(), leaves.begins());
          case LEFT ->
              "What left in place of the table: %s%s. All that left: fedval agent receipts."
                  .formatted(
                      bytes, leaves.sha256().isEmpty() ? "" : ", SHA-256 " + leaves.sha256());
        };
    out.println(line);
    out.println();
  }
}
