package org.fedval.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.fedval.cli.FedvalMain;
import org.fedval.coordinator.report.ResultsJson;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.wire.study.StudyYaml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private static final int SITES = 7;
  private static final String PLAN =
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

  @TempDir private Path folder;
  private final List<Image> images = new ArrayList<>();

  private record Image(
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

  private void write() throws Exception {
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

  @Test
  void with_sites_the_rows_are_those_of_a_federation_digit_for_digit() throws Exception {
    JsonNode metrics = evaluated("--sites-column", "site");

    assertThat(metrics.path("estimates")).isEqualTo(federated().path("estimates"));
    assertThat(metrics.path("estimates").size()).isGreaterThan(80);
    for (String key : List.of("exclusions", "endpoints", "curves")) {
      assertThat(metrics.path(key)).as(key).isEqualTo(federated().path(key));
    }
    assertThat(statuses(metrics)).containsKeys("ok", "suppressed");
    assertThat(metrics.path("sites")).hasSize(SITES);
    assertThat(metrics.path("disclosure").path("min_contributors").asInt()).isEqualTo(4);
  }

  @Test
  void the_order_of_rows_does_not_matter_and_equal_files_give_equal_bytes() throws Exception {
    evaluated("--sites-column", "site");
    byte[] first = Files.readAllBytes(folder.resolve("m.json"));
    evaluated("--sites-column", "site");
    assertThat(Files.readAllBytes(folder.resolve("m.json"))).isEqualTo(first);

    JsonNode before = new ObjectMapper().readTree(first);
    Collections.reverse(images);
    write();
    assertThat(evaluated("--sites-column", "site").path("estimates"))
        .isEqualTo(before.path("estimates"));
  }

  @Test
  void without_sites_nothing_is_suppressed() throws Exception {
    JsonNode metrics = evaluated();

    assertThat(statuses(metrics)).containsKey("ok").doesNotContainKey("suppressed");
    assertThat(metrics.path("disclosure").isNull()).isTrue();
    assertThat(metrics.path("sites")).isEmpty();
    assertThat(row(metrics, "auroc", "sex=other").path("n_cases").asInt()).isBetween(1, 60);
    assertThat(run(options()).err()).contains("nothing is suppressed");
  }

  @Test
  void the_file_is_for_its_owner_only() throws Exception {
    evaluated();

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("m.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_table_for_people_shows_the_same_rows() throws Exception {
    Run run = run(options("--table"));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("metric", "95 % interval", "auroc", "sex=F", "screening");
    assertThat(run.out().lines().filter(l -> l.startsWith("  prevalence ")))
        .hasSameSizeAs(rows(evaluated(), "prevalence"));
  }

  @Test
  void without_attributes_subgroups_are_unknown() throws Exception {
    Run run = run(List.of("--scores", "scores.csv", "--labels", "labels.csv"));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("Without --attributes every subgroup is unknown.");
    assertThat(row(metrics(), "auroc", "sex=unknown").path("n_cases").asInt()).isEqualTo(900);
  }

  @Test
  void without_a_patient_anywhere_every_image_is_its_own() throws Exception {
    String labels = Files.readString(folder.resolve("labels.csv"));
    file("labels.csv", labels.replaceAll("(?m)^([^,]*),[^,]*,", "$1,"));
    Run run = run(List.of("--scores", "scores.csv", "--labels", "labels.csv"));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("every image is its own patient");
    JsonNode sensitivity = row(metrics(), "sensitivity", "all");
    assertThat(sensitivity.path("n_patients")).isEqualTo(sensitivity.path("n_positive"));
  }

  @Test
  void byte_order_mark_quotes_and_windows_line_ends_change_nothing() throws Exception {
    JsonNode plain = evaluated();
    for (String name : List.of("scores.csv", "labels.csv", "attributes.csv")) {
      String text = Files.readString(folder.resolve(name));
      file(name, '\uFEFF' + text.replaceAll("(?m)^([^,\n]+),", "\"$1\",").replace("\n", "\r\n"));
    }

    assertThat(evaluated().path("estimates")).isEqualTo(plain.path("estimates"));
  }

  @Test
  void what_is_no_score_is_counted_as_excluded() throws Exception {
    String scores = Files.readString(folder.resolve("scores.csv"));
    List<String> bad = List.of("nan", "Infinity", "-inf", "1.0000001", "-0.1", "");
    for (int i = 0; i < bad.size(); i++) {
      String uid = images.get(i).uid;
      scores = scores.replaceFirst("(?m)^" + uid + ",[^,]*,", uid + "," + bad.get(i) + ",");
    }
    file("scores.csv", scores);

    assertThat(excluded(evaluated(), "NON_FINITE_SCORE")).isEqualTo(6);
    assertThat(row(metrics(), "auroc", "all").path("n_cases").asInt()).isEqualTo(894);
  }

  @Test
  void images_without_labels_and_images_twice_are_counted_as_excluded() throws Exception {
    String scores = Files.readString(folder.resolve("scores.csv"));
    file(
        "scores.csv", scores + "9.9.1,0.5,0.5\n9.9.2,0.5,0.5\n" + images.get(3).uid + ",0.9,0.9\n");
    String labels = Files.readString(folder.resolve("labels.csv"));
    file("labels.csv", labels + "8.8.8,P1,1,1\n");

    JsonNode metrics = evaluated();

    assertThat(excluded(metrics, "NO_LABEL_ROW")).isEqualTo(2);
    assertThat(excluded(metrics, "DUPLICATE_INSTANCE")).isEqualTo(1);
    assertThat(metrics.path("notes").toString())
        .contains("1 images of the labels have no row in the scores");
    assertThat(row(metrics, "auroc", "all").path("n_cases").asInt()).isEqualTo(900);
  }

  @Test
  void files_that_infer_could_not_score_are_counted_under_their_reason() throws Exception {
    file(
        "scores.csv.excluded.csv",
        "file,sop_instance_uid,reason,words\nnotes.txt,,NOT_DICOM,x\n"
            + "a.dcm,7.7.7,PIXEL_DECODE,x\nb.dcm,8.8.8,PIXEL_DECODE,x\n");
    String labels = Files.readString(folder.resolve("labels.csv"));
    file("labels.csv", labels + "8.8.8,P1,1,1\n");

    JsonNode metrics = evaluated();

    assertThat(excluded(metrics, "NOT_DICOM")).isEqualTo(1);
    assertThat(excluded(metrics, "PIXEL_DECODE")).isEqualTo(1);
    assertThat(excluded(metrics, "NO_LABEL_ROW")).isEqualTo(1);
  }

  @Test
  void another_modality_is_not_eligible_where_modalities_are_known() throws Exception {
    file("study.yaml", PLAN.replace("findings:", "cohort:\n  modalities: [DX]\nfindings:"));
    assertThat(run(options()).err()).contains("the plan's cohort rule is not applied");
    String attributes = Files.readString(folder.resolve("attributes.csv"));
    String[] lines = attributes.split("\n");
    StringBuilder with = new StringBuilder(lines[0] + ",modality\n");
    for (int i = 1; i < lines.length; i++) {
      with.append(lines[i]).append(i <= 5 ? ",CT\n" : ",DX\n");
    }
    file("attributes.csv", with.toString());

    assertThat(excluded(evaluated(), "NOT_ELIGIBLE")).isEqualTo(5);
  }

  @Test
  void one_class_alone_is_not_estimable() throws Exception {
    String labels = Files.readString(folder.resolve("labels.csv"));
    file("labels.csv", labels.replaceAll("(?m),[01],([01]?)$", ",0,$1"));

    JsonNode metrics = evaluated();

    assertThat(row(metrics, "auroc", "all").path("status").asText()).isEqualTo("not_estimable");
    assertThat(row(metrics, "specificity", "all").path("status").asText()).isEqualTo("ok");
    assertThat(evaluated("--sites-column", "site").path("estimates")).isNotEmpty();
  }

  @Test
  void thresholds_come_from_the_file_that_infer_wrote_if_the_plan_has_none() throws Exception {
    JsonNode stated = evaluated();
    file("study.yaml", PLAN.replace("{name: screening, threshold: 0.3}", "screening"));
    assertThat(refused())
        .startsWith(
            "fedval: no threshold is known for the operating point 'screening'; give --bundle");
    file("scores.csv.points.csv", "name,threshold\nscreening,0.3\n");

    assertThat(evaluated().path("estimates")).isEqualTo(stated.path("estimates"));
    file("scores.csv.points.csv", "name,threshold\nscreening,1.3\n");
    assertThat(refused()).endsWith("points.csv line 2: a threshold is a number from 0 to 1.");
  }

  @Test
  void what_cannot_be_joined_is_refused_in_one_sentence_with_file_and_line() throws Exception {
    assertThat(refusedAfter("scores.csv", "")).endsWith("is empty; it needs a header line.");
    assertThat(refusedAfter("scores.csv", "uid,covid\n1,0.5\n"))
        .contains("scores.csv has no column 'sop_instance_uid', which joins the files");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid\n1.2.0,0.5\n"))
        .contains("scores.csv has no column 'effusion', which the plan lists under 'findings'");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid,effusion\n1.2.0,0.5\n"))
        .endsWith("scores.csv line 2: 2 values where the header has 3; check commas and quotes.");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid,effusion\n1.2.0,0x1p-1,0.5\n"))
        .endsWith("scores.csv line 2: the score of 'covid' is not a number.");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid,effusion\n\"1.2.0,0.5,0.5\n"))
        .contains("A quotation mark of");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid,covid\n"))
        .endsWith("scores.csv line 1: the column 'covid' stands twice; remove one.");
    assertThat(refusedAfter("scores.csv", "sop_instance_uid,covid,effusion\n"))
        .contains("no image of")
        .endsWith("check that both use the same sop_instance_uid.");
    assertThat(refusedAfter("labels.csv", "sop_instance_uid,covid,effusion\n1.2.0,yes,1\n"))
        .endsWith("labels.csv line 2: 'covid' is something other than 1, 0 or nothing.");
    assertThat(
            refusedAfter("labels.csv", "sop_instance_uid,covid,effusion\n1.2.0,1,1\n1.2.0,0,1\n"))
        .endsWith("labels.csv line 3: it contradicts an earlier line of the same image; keep one.");
    assertThat(refusedAfter("attributes.csv", "sop_instance_uid,sex\n1.2.0,F\n"))
        .contains("attributes.csv has no column 'age', which the plan lists under 'subgroups'");
    assertThat(refusedAfter("attributes.csv", "sop_instance_uid,sex,age\n1.2.0,F,old\n"))
        .contains("attributes.csv line 2: 'age' is neither a whole number nor one of 0-39, 40-64");
  }

  @Test
  void sites_that_cannot_be_told_are_refused_in_one_sentence() throws Exception {
    assertThat(refused("--sites-column", "hospital"))
        .endsWith("--sites-column: none of the files has a column 'hospital'.");
    String attributes = Files.readString(folder.resolve("attributes.csv"));
    file("attributes.csv", attributes.replaceAll("site-[2-6]", "site-1"));
    assertThat(refused("--sites-column", "site")).contains("the roster has 2 sites");
    file("attributes.csv", attributes.replaceFirst("site-0\n", "\n"));
    assertThat(refused("--sites-column", "site"))
        .contains("attributes.csv line 2: no site stands there");
  }

  @Test
  void levels_may_be_names_of_the_plan_or_raw_values() throws Exception {
    JsonNode raw = evaluated();
    StringBuilder named = new StringBuilder("sop_instance_uid,patient_id,sex,age,site\n");
    for (Image i : images) {
      String sex = i.sex.equals("O") ? "other" : i.sex;
      String age = i.age < 40 ? "0-39" : i.age < 65 ? "40-64" : "65+";
      named.append("%s,%s,%s,%s,%s\n".formatted(i.uid, i.patient, sex, age, i.site));
    }
    file("attributes.csv", named.toString());

    assertThat(evaluated().path("estimates")).isEqualTo(raw.path("estimates"));
  }

  /** The same cases, counted site by site without any file. */
  private JsonNode federated() throws Exception {
    StudyPlan plan =
        StudyYaml.parse(PLAN.getBytes(StandardCharsets.UTF_8))
            .bind(Map.of("screening", 0.3), List.of("covid", "effusion"), SITES);
    Map<String, Accumulator> bySite = new TreeMap<>();
    for (Image i : images) {
      Accumulator site =
          bySite.computeIfAbsent(
              i.site,
              s ->
                  new Accumulator(
                      CounterLayout.of(plan), s.repeat(4).getBytes(StandardCharsets.UTF_8)));
      int sex = i.sex.equals("F") ? 0 : i.sex.equals("M") ? 1 : i.sex.isEmpty() ? 3 : 2;
      int age = i.age < 40 ? 0 : i.age < 65 ? 1 : 2;
      site.add(
          new CaseRecord(
              i.patient,
              i.scores,
              new ReferenceLabel[] {label(i.labels[0]), label(i.labels[1])},
              new int[] {sex, age}));
    }
    List<CaseTable> tables = bySite.values().stream().map(Accumulator::cases).toList();
    PooledStudy study = null;
    for (int slot = 0; slot < plan.analyses().rounds(); slot++) {
      CounterLayout layout = CounterLayout.of(plan, slot);
      List<CounterVector> vectors = new ArrayList<>();
      for (CaseTable cases : tables) {
        Published published = study == null ? null : study.next();
        vectors.add(
            published == null
                ? SlotCounts.first(layout, cases)
                : SlotCounts.later(layout, cases, published, new SplittableRandom(1)));
      }
      PooledCounts sums =
          PooledCounts.of(vectors.stream().reduce(CounterVector::plus).orElseThrow());
      study = study == null ? PooledStudy.of(sums) : study.plus(sums);
    }
    ObjectNode root = new ObjectMapper().createObjectNode();
    ResultsJson.add(root, ReportAssembler.assemble(study));
    return new ObjectMapper().readTree(ResultsJson.write(root));
  }

  private static ReferenceLabel label(String text) {
    return text.isEmpty()
        ? ReferenceLabel.MISSING
        : text.equals("1") ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
  }

  private static JsonNode row(JsonNode metrics, String metric, String subgroup) {
    return StreamSupport.stream(metrics.path("estimates").spliterator(), false)
        .filter(r -> r.path("metric").asText().equals(metric))
        .filter(r -> r.path("subgroup").asText().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> rows(JsonNode metrics, String metric) {
    return StreamSupport.stream(metrics.path("estimates").spliterator(), false)
        .filter(r -> r.path("metric").asText().equals(metric))
        .toList();
  }

  private static Map<String, Integer> statuses(JsonNode metrics) {
    Map<String, Integer> count = new TreeMap<>();
    metrics.path("estimates").forEach(r -> count.merge(r.path("status").asText(), 1, Integer::sum));
    return count;
  }

  private static int excluded(JsonNode metrics, String reason) {
    assertThat(Exclusion.valueOf(reason).name()).isEqualTo(reason);
    for (JsonNode row : metrics.path("exclusions")) {
      if (row.path("reason").asText().equals(reason)) {
        return row.path("n_images").asInt(-1);
      }
    }
    return -1;
  }

  private String refusedAfter(String name, String text) throws Exception {
    String before = Files.readString(folder.resolve(name));
    file(name, text);
    String sentence = refused();
    file(name, before);
    return sentence;
  }

  private String refused(String... more) {
    Run run = run(options(more));
    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
    return run.err().strip();
  }

  private JsonNode evaluated(String... more) throws Exception {
    Run run = run(options(more));
    assertThat(run.exit()).as(run.err()).isZero();
    return metrics();
  }

  private JsonNode metrics() throws Exception {
    return new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("m.json")));
  }

  private static List<String> options(String... more) {
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

  private record Run(int exit, String out, String err) {}

  private Run run(List<String> options) {
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

  private void file(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }
}
