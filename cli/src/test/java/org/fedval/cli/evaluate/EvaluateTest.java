package org.fedval.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.fedval.coordinator.report.ResultsJson;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.wire.study.StudyYaml;
import org.junit.jupiter.api.Test;

class EvaluateTest extends EvaluateFiles {
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
  void levels_may_be_names_of_the_plan_or_raw_values() throws Exception {
    JsonNode raw = evaluated();
    StringBuilder named = new StringBuilder("sop_instance_uid,patient_id,sex,age,site\n");
    for (Image i : images) {
      String sex = i.sex().equals("O") ? "other" : i.sex();
      String age = i.age() < 40 ? "0-39" : i.age() < 65 ? "40-64" : "65+";
      named.append("%s,%s,%s,%s,%s\n".formatted(i.uid(), i.patient(), sex, age, i.site()));
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
              i.site(),
              s ->
                  new Accumulator(
                      CounterLayout.of(plan), s.repeat(4).getBytes(StandardCharsets.UTF_8)));
      int sex = i.sex().equals("F") ? 0 : i.sex().equals("M") ? 1 : i.sex().isEmpty() ? 3 : 2;
      int age = i.age() < 40 ? 0 : i.age() < 65 ? 1 : 2;
      site.add(
          new CaseRecord(
              i.patient(),
              i.scores(),
              new ReferenceLabel[] {label(i.labels()[0]), label(i.labels()[1])},
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
}
