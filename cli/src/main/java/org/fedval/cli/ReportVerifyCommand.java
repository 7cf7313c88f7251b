package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.cli.input.PinOptions;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.report.verify.Check;
import org.fedval.coordinator.report.verify.ReportVerifier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Check a report offline: that the coordinator signed exactly these bytes, that enough sites of"
          + " the roster voted for the session behind them, that the result is in a log which enough"
          + " sites confirmed, and that the report agrees with all of it. Says for each check whether"
          + " it holds; exit code 1 when one does not."
    },
    footer = {
      "",
      "Examples:",
      "  fedval report verify report.json --coordinator-key coordinator.pub",
      "  fedval report verify report.json --roster approved-rosters \\",
      "    --coordinator-key \"ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567\""
    })
final class ReportVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "report.json as it was fetched.")
  private Path report;

  @Option(
      names = "--sig",
      paramLabel = "FILE",
      description = "Its signature; FILE.sig beside the report when absent.")
  private @Nullable Path signature;

  @Option(
      names = "--coordinator-key",
      required = true,
      paramLabel = "KEY",
      description =
          "The coordinator's key as you know it from elsewhere: the file coordinator.pub, 64"
              + " hexadecimal digits, or the fingerprint.")
  private String coordinatorKey;

  @Option(
      names = "--roster",
      paramLabel = "ROSTER",
      description =
          "Accept this roster version only: its hash, or a file with one hash a line, such as a"
              + " site's trust/approved-rosters. May be given several times.")
  private List<String> rosters = new ArrayList<>();

  @Option(
      names = "--accept-fewer-cosignatures",
      description = "Let a report pass that too few sites confirmed to be final.")
  private boolean fewer;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReportVerifyCommand() {}

  @Override
  public Integer call() throws CliException, IOException {
    Path sig = signature == null ? report.resolveSibling(report.getFileName() + ".sig") : signature;
    List<Check> checks =
        ReportVerifier.verify(
            InputFile.read(report, ReportJson.LIMIT_BYTES),
            InputFile.read(sig, ReportSignature.LIMIT_BYTES),
            PinOptions.read(coordinatorKey, rosters),
            fewer);
    long failed = checks.stream().filter(c -> !c.ok()).count();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(checks, failed == 0));
    } else {
      for (Check check : checks) {
        out.printf("%-7s %-28s %s%n", check.ok() ? "ok" : "FAILED", check.name(), check.sentence());
      }
      out.println(
          failed == 0
              ? "Verified: all %d checks hold.".formatted(checks.size())
              : "NOT VERIFIED: %d of %d checks failed.".formatted(failed, checks.size()));
    }
    out.flush();
    return failed == 0 ? 0 : 1;
  }

  private String json(List<Check> checks, boolean verified) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("report", report.toString()).put("verified", verified);
    ArrayNode rows = root.putArray("checks");
    for (Check check : checks) {
      rows.addObject()
          .put("check", check.name())
          .put("ok", check.ok())
          .put("sentence", check.sentence());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
