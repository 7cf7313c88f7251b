package org.fedval.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.fedval.cli.FedvalMain;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The files of 900 images at seven sites, and the command over them. */
abstract class EvaluateFiles {
  static final int SITES = 7;
  static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: local-1
      title: A local evaluation
      findings: [covid, effusion]
      operating_points:
        - {name: screening, threshold: 0.3}
      subgroups:
        - attribute: sex
          levels: [F, M]
        - attribute: age
          levels: [0-39, 40-64, 65+]
      endpoints:
        - finding: covid
          metric: auroc
          goal: 0.6
          alternative: 0.75
      """;

  @TempDir Path folder;
  final List<Image> images = new ArrayList<>();

  record Image(
      String uid,
      String patient,
      String site,
      double[] scores,
      String[] labels,
      String sex,
      int age) {
    String attributes() {
      return "%s,%s,%s,%d,%s".formatted(uid, patient, sex, age, site);
    }
  }

  @BeforeEach
  void writeFiles() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 900; i++) {
      int patient = i * 2 / 3;
      boolean positive = random.nextInt(3) == 0;
      double[] scores = {
        (float) Math.min(1, random.nextDouble() * 0.7 + (positive ? 0.3 : 0)), random.nextDouble()
      };
      String second = i % 11 == 0 ? "" : random.nextInt(2) == 0 ? "1" : "0";
      images.add(
          new Image(
              "1.2." + i,
              "P" + patient,
              "site-" + patient % SITES,
              scores,
              new String[] {positive ? "1" : "0", second},
              new String[] {"F", "M", "O", ""}[random.nextInt(40) == 0 ? 2 : patient % 2],
              20 + patient % 60));
    }
    write();
  }

  void write() throws Exception {
    StringBuilder scores = new StringBuilder("sop_instance_uid,covid,effusion\n");
    StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,covid,effusion\n");
    StringBuilder attributes = new StringBuilder("sop_instance_uid,patient_id,sex,age,site\n");
    for (Image i : images) {
      scores.append("%s,%s,%s\n".formatted(i.uid, i.scores[0], i.scores[1]));
      labels.append("%s,%s,%s,%s\n".formatted(i.uid, i.patient, i.labels[0], i.labels[1]));
      attributes.append(i.attributes()).append('\n');
    }
    file("study.yaml", PLAN);
    file("scores.csv", scores.toString());
    file("labels.csv", labels.toString());
    file("attributes.csv", attributes.toString());
  }

  static JsonNode row(JsonNode metrics, String metric, String subgroup) {
    return StreamSupport.stream(metrics.path("estimates").spliterator(), false)
        .filter(r -> r.path("metric").asText().equals(metric))
        .filter(r -> r.path("subgroup").asText().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  static List<JsonNode> rows(JsonNode metrics, String metric) {
    return StreamSupport.stream(metrics.path("estimates").spliterator(), false)
        .filter(r -> r.path("metric").asText().equals(metric))
        .toList();
  }

  static Map<String, Integer> statuses(JsonNode metrics) {
    Map<String, Integer> count = new TreeMap<>();
    metrics.path("estimates").forEach(r -> count.merge(r.path("status").asText(), 1, Integer::sum));
    return count;
  }

  static int excluded(JsonNode metrics, String reason) {
    assertThat(Exclusion.valueOf(reason).name()).isEqualTo(reason);
    for (JsonNode row : metrics.path("exclusions")) {
      if (row.path("reason").asText().equals(reason)) {
        return row.path("n_images").asInt(-1);
      }
    }
    return -1;
  }

  String refusedAfter(String name, String text) throws Exception {
    String before = Files.readString(folder.resolve(name));
    file(name, text);
    String sentence = refused();
    file(name, before);
    return sentence;
  }

  String refused(String... more) {
    Run run = run(options(more));
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    return run.err().strip();
  }

  JsonNode evaluated(String... more) throws Exception {
    Run run = run(options(more));
    assertThat(run.exit()).as(run.err()).isZero();
    return metrics();
  }

  JsonNode metrics() throws Exception {
    return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("m.json")));
  }

  static List<String> options(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--scores",
                "scores.csv",
                "--labels",
                "labels.csv",
                "--attributes",
                "attributes.csv"));
    options.addAll(List.of(more));
    return options;
  }

  record Run(int exit, String out, String err) {}

  Run run(List<String> options) {
    List<String> words = new ArrayList<>(List.of("evaluate"));
    for (String option : options) {
      words.add(option.endsWith(".csv") ? folder.resolve(option).toString() : option);
    }
    words.addAll(
        List.of(
            "--plan",
            folder.resolve("study.yaml").toString(),
            "--out",
            folder.resolve("m.json").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        FedvalMain.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
    return new Run(exit, out.toString(), err.toString());
  }

  void file(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
