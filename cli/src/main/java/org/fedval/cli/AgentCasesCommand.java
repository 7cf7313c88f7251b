package org.fedval.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.agent.cases.CaseAdvice;
import org.fedval.agent.cases.CaseJournals;
import org.fedval.agent.cases.JournalHead;
import org.fedval.agent.cases.KeptCase;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "cases",
    mixinStandardHelpOptions = true,
    description = {
      "List how each image of a study ended here: scored, or excluded with a code and what to do"
          + " about it. Reads the encrypted record in this home, also while the agent runs. The list"
          + " is patient data; nothing of it leaves."
    },
    footer = {
      "",
      "Examples:",
      "  fedval agent cases --home /srv/agent --excluded",
      "  fedval agent cases --home /srv/agent --study cxr-2026 --json"
    })
final class AgentCasesCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private AgentCommand.HomeOption home;

  @Option(
      names = "--study",
      paramLabel = "ID",
      description =
          "The study's id from its plan, or the 64 digits of its digest; the one that ran last if"
              + " not given.")
  private @Nullable String study;

  @Option(names = "--excluded", description = "Only the images that were excluded.")
  private boolean excludedOnly;

  @Option(names = "--scores", description = "Print the scores as well.")
  private boolean withScores;

  @Option(names = "--json", description = "One line of JSON an image.")
  private boolean json;

  @Spec private CommandSpec spec;

  private long scored;
  private long excluded;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AgentCasesCommand() {}

  @Override
  public Integer call() throws Exception {
    AgentHome folders = home.folders();
    if (!Files.isDirectory(folders.cases())) {
      throw new CliException(
          "there are no cases in " + home.home + "; no study has counted images there yet.");
    }
    SecureRandom random = new SecureRandom();
    CaseJournals journals =
        new CaseJournals(folders.cases(), HomeVault.open(folders, random), new LocalDisk(), random);
    JournalHead head = chosen(journals.heads());
    PrintWriter out = spec.commandLine().getOut();
    journals.read(head.study(), one -> print(out, head, one));
    if (!json) {
      out.printf("%s: %d images scored, %d excluded.%n", head.studyId(), scored, excluded);
    }
    out.flush();
    return 0;
  }

  private JournalHead chosen(List<JournalHead> heads) throws CliException {
    return heads.stream()
        .filter(
            head ->
                study == null || study.equals(head.studyId()) || study.equals(head.study().hex()))
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    study == null
                        ? "no record of cases in " + home.home + " can be opened with its key."
                        : "no cases of study " + study + " are kept in " + home.home + "."));
  }

  private void print(PrintWriter out, JournalHead head, KeptCase one) {
    Exclusion reason = one.reason();
    if (reason == null) {
      scored++;
    } else {
      excluded++;
    }
    if (excludedOnly && reason == null) {
      return;
    }
    try {
      out.println(json ? JSON.writeValueAsString(fields(head, one)) : line(head, one));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(new IOException("A case could not be written as JSON.", e));
    }
  }

  private String line(JournalHead head, KeptCase one) {
    StringBuilder line = new StringBuilder();
    String place = one.place().replaceAll("\\p{Cntrl}", "?"); // a file may have any name
    line.append(one.sopInstanceUid() == null ? place : one.sopInstanceUid()).append("  ");
    Exclusion reason = one.reason();
    if (reason == null) {
      line.append("scored");
    } else {
      line.append(one.sopInstanceUid() == null ? "" : place + "  ");
      line.append(reason.words() + " (code " + reason + "). " + CaseAdvice.of(reason));
    }
    if (withScores) {
      scores(head, one).forEach((finding, score) -> line.append("  " + finding + " " + score));
    }
    return line.toString();
  }

  private Map<String, Object> fields(JournalHead head, KeptCase one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", head.studyId());
    fields.put("sop_instance_uid", one.sopInstanceUid());
    fields.put("place", one.place());
    Exclusion reason = one.reason();
    fields.put("outcome", reason == null ? "scored" : "excluded");
    fields.put("reason", reason == null ? null : reason.name());
    fields.put("words", reason == null ? null : reason.words());
    fields.put("fix", reason == null ? null : CaseAdvice.of(reason));
    if (withScores) {
      fields.put("scores", scores(head, one));
    }
    return fields;
  }

  private static Map<String, Double> scores(JournalHead head, KeptCase one) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int f = 0; f < one.scores().length && f < head.findings().size(); f++) {
      scores.put(head.findings().get(f), (double) one.scores()[f]);
    }
    return scores;
  }
}
