package org.fedval.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the files may hold: each fault is a counted case or one sentence. */
class EvaluateInputTest extends EvaluateFiles {
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
      String uid = images.get(i).uid();
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
        "scores.csv",
        scores + "9.9.1,0.5,0.5\n9.9.2,0.5,0.5\n" + images.get(3).uid() + ",0.9,0.9\n");
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
  void what_the_cohort_rule_left_out_counts_under_its_code_and_what_it_could_not_judge_is_said()
      throws Exception {
    file(
        "study.yaml",
        PLAN.replace(
            "findings:", "cohort:\n  age: {from: 18}\n  images_per_patient: first\nfindings:"));
    assertThat(run(options()).err())
        .contains("the plan's cohort rules age are not applied")
        .contains("images_per_patient are applied by the sites' agents only");
    String[] lines = Files.readString(folder.resolve("attributes.csv")).split("\n");
    StringBuilder with = new StringBuilder(lines[0] + ",cohort_rule\n");
    for (int i = 1; i < lines.length; i++) {
      with.append(lines[i]).append(i <= 7 ? ",AGE\n" : ",\n");
    }
    file("attributes.csv", with.toString());

    assertThat(excluded(evaluated(), "AGE")).isEqualTo(7);
    assertThat(run(options()).err()).doesNotContain("age are not applied");
    file("attributes.csv", with.toString().replace(",AGE", ",TOO_OLD"));
    assertThat(run(options()).err()).contains("line 2: 'cohort_rule' is none of the codes");
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
}
