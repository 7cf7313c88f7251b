package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.audit.ChainFile;
import org.fedval.agent.audit.LocalLog;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "receipts",
    mixinStandardHelpOptions = true,
    description = {
      "Everything that left this hospital: a line for each message with its type, its size in"
          + " bytes and its SHA-256, each written before the message was sent and bound to the line"
          + " before by its hash.",
      "--verify computes the chain of receipts/receipts.log and state/audit.log again and says"
          + " which line is broken."
    },
    footer = {
      "",
      "Examples:",
      "  fedval agent receipts --home /srv/agent",
      "  fedval agent receipts --home /srv/agent --verify"
    })
final class AgentReceiptsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "[0-9a-f]{64}";

  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--study",
      paramLabel = "ID",
      description =
          "This study's only: the 64 digits of its digest or, while the agent runs, its id.")
  private String study;

  @Option(names = "--verify", description = "Check both chains; exit code 1 when one is broken.")
  private boolean verify;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentReceiptsCommand() {}

  @Override
  public Integer call() throws CliException, IOException {
    AgentHome folders = home.folders();
    PrintWriter out = spec.commandLine().getOut();
    ChainFile.Check<EgressReceipt> check = ReceiptLog.check(folders.receiptsFile());
    boolean sound;
    if (verify) {
      sound = isWhole(folders.receiptsFile(), check, out);
      sound &= isWhole(folders.auditLog(), LocalLog.check(folders.auditLog()), out);
    } else {
      print(wanted(check.entries()), out);
      sound = check.broken().isEmpty();
    }
    out.flush();
    if (!sound && !verify) {
      throw new CliException(broken(folders.receiptsFile(), check.broken()));
    }
    return sound ? 0 : 1;
  }

  private boolean isWhole(Path file, ChainFile.Check<?> check, PrintWriter out) throws IOException {
    boolean whole = check.broken().isEmpty();
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file.toString());
      fields.put("lines", check.entries().size());
      fields.put("broken_line", whole ? null : check.broken().getAsLong());
      out.println(JSON.writeValueAsString(fields));
    } else {
      out.println(
          whole
              ? "%s: %d lines, each follows from the one before."
                  .formatted(file, check.entries().size())
              : broken(file, check.broken()));
    }
    return whole;
  }

  private static String broken(Path file, OptionalLong line) {
    return "%s: line %d does not follow from the one before; one of them was changed. Keep a copy, and compare with a backup."
        .formatted(file, line.orElse(0));
  }

  private List<EgressReceipt> wanted(List<EgressReceipt> all) throws CliException {
    if (study == null) {
      return all;
    }
    Sha256Digest digest = Sha256Digest.parse(study.matches(DIGEST) ? study : digestOf(study));
    return all.stream().filter(r -> r.about().study().equals(digest)).toList();
  }

  private String digestOf(String id) throws CliException {
    StudyEntry[] studies = AgentAsk.ask(home.home, "studies", "-", StudyEntry[].class);
    return Arrays.stream(studies)
        .filter(s -> s.terms().id().equals(id))
        .map(s -> s.terms().study())
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new CliException("this site was offered no study of this name."));
  }

  private void print(List<EgressReceipt> receipts, PrintWriter out) throws IOException {
    for (EgressReceipt r : receipts) {
      if (json) {
        out.println(JSON.writeValueAsString(fields(r)));
      } else {
        out.printf(
            "%s  %-16s %10d bytes  %s  %s%n",
            Instant.ofEpochSecond(r.at()), r.type(), r.bytes(), r.sha256().hex(), about(r));
      }
    }
    if (!json) {
      long bytes = receipts.stream().mapToLong(EgressReceipt::bytes).sum();
      out.printf("%d messages, %d bytes.%n", receipts.size(), bytes);
    }
  }

  private static Map<String, Object> fields(EgressReceipt r) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("at", Instant.ofEpochSecond(r.at()).toString());
    fields.put("type", r.type());
    fields.put("bytes", r.bytes());
    fields.put("sha256", r.sha256().hex());
    fields.put("study", named(r.about().study()));
    fields.put("slot", r.about().slot().isEmpty() ? null : r.about().slot());
    fields.put("session", named(r.about().session()));
    return fields;
  }

  private static String about(EgressReceipt r) {
    String digest = named(r.about().study());
    return digest == null ? "" : digest.substring(0, 12) + " " + r.about().slot();
  }

  private static @Nullable String named(Sha256Digest digest) {
    return digest.equals(Sha256Digest.ZERO) ? null : digest.hex();
  }
}
