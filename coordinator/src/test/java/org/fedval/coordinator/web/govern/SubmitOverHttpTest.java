package org.fedval.coordinator.web.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.coordinator.access.Role.ADMINISTRATOR;
import static org.fedval.coordinator.access.Role.RESEARCHER;
import static org.fedval.coordinator.access.Role.VENDOR;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.store.StoredPieces;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SignedBlobWire;
import org.fedval.wire.submission.RosterFile;
import org.fedval.wire.submission.StudyPackageFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitOverHttpTest {
  @TempDir private Path folder;

  private GovernedHouse governed;
  private Roster roster;

  @BeforeEach
  void open() throws Exception {
    governed = new GovernedHouse(folder, GovernedHouse.BY_HEADER, 1);
    governed.house.enrol("a", "b", "c");
    roster = governed.house.publishRoster();
  }

  @AfterEach
  void close() {
    governed.close();
  }

  @Test
  void a_signed_package_becomes_a_locked_study_and_leads_to_its_page() throws Exception {
    HttpResponse<String> answer = upload(governed.packed("web-study", roster));

    assertThat(answer.statusCode()).isEqualTo(302);
    ValidationStudy study = governed.house.studies.list().get(0);
    assertThat(study.studyId()).isEqualTo("web-study");
    assertThat(study.state()).isEqualTo(StudyState.RECRUITING);
    assertThat(study.planYaml()).isEqualTo(TinyStudy.plan("web-study"));
    assertThat(governed.house.bundles.has(study.sealedBundle().orElseThrow())).isTrue();
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/studies/" + java.util.HexFormat.of().formatHex(study.digest()));
  }

  @Test
  void a_package_with_any_byte_changed_is_refused_and_leaves_nothing_behind() throws Exception {
    byte[] whole = governed.packed("web-study", roster);
    Random random = new Random(8);
    for (int i = 0; i < 24; i++) {
      byte[] changed = whole.clone();
      int at = i == 0 ? whole.length - 1 : random.nextInt(whole.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));

      HttpResponse<String> answer = upload(changed);

      assertThat(answer.statusCode()).as("byte %d", at).isEqualTo(409);
      assertThat(answer.body()).as("byte %d", at).contains("Not submitted.");
    }
    assertThat(governed.house.studies.list()).isEmpty();
    assertThat(storedFiles()).isZero();
  }

  @Test
  void the_reason_of_a_refusal_is_the_one_that_the_command_line_gets() throws Exception {
    byte[] whole = governed.packed("web-study", roster);
    byte[] damaged = whole.clone();
    damaged[whole.length - 1] ^= 1;
    assertThat(upload(damaged).body())
        .contains("The received bytes do not have the announced digest; upload again.");
    byte[] head = whole.clone();
    head[StudyPackageFile.PREAMBLE_BYTES + 100] ^= 1;
    assertThat(upload(head).body()).contains("The package was changed or cut off on its way");
    assertThat(upload("no package".getBytes(StandardCharsets.UTF_8)).body())
        .contains("This is no signed study");

    governed.house.enrol("d");
    governed.house.publishRoster();
    assertThat(upload(whole).body()).contains("fetch the roster and submit again.");

    Roster current = Roster.decode(governed.house.rosters.current().orElseThrow().body());
    assertThat(upload(governed.packed("web-study", current)).statusCode()).isEqualTo(302);
    assertThat(upload(governed.packed("web-study", current)).body())
        .contains("A study of this id was submitted before; choose another id in the plan.");
  }

  @Test
  void a_package_larger_than_the_limit_is_refused_before_it_is_stored() throws Exception {
    HttpResponse<String> answer = upload(new byte[2 << 20]);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("larger than 1 MiB").contains("web.max_upload_mib");
    assertThat(storedFiles()).isZero();
  }

  @Test
  void an_upload_without_the_token_of_our_own_form_is_refused() throws Exception {
    byte[] whole = governed.packed("web-study", roster);

    assertThat(governed.upload(VENDOR, whole, "guessed").statusCode()).isEqualTo(403);
    assertThat(governed.upload(ADMINISTRATOR, whole, GovernedHouse.TOKEN).statusCode())
        .isEqualTo(403);
    assertThat(governed.house.studies.list()).isEmpty();
  }

  @Test
  void no_other_address_takes_a_form_with_files() throws Exception {
    var answer =
        governed.send(
            governed
                .to(VENDOR, "/submit/drafts")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("--x--\r\n")),
            "multipart/form-data; boundary=x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("This address takes no files.");
  }

  @Test
  void the_roster_file_is_the_signed_roster_with_the_keys_of_its_sites() throws Exception {
    var reply = RosterFile.decode(governed.bytes(VENDOR, "/submit/roster.fvr"));

    SignedBody signed = SignedBlobWire.fromProto(reply.getRoster());
    assertThat(Roster.decode(signed.body()).hash()).isEqualTo(roster.hash());
    assertThat(reply.getSealKemKeysList()).hasSize(3);
    assertThat(reply.getSealKemKeys(1).toByteArray())
        .isEqualTo(governed.house.seals.get("b").key().mlKem().toByteArray());
  }

  @Test
  void a_new_draft_is_a_plan_that_could_be_signed() throws Exception {
    for (String kind : new String[] {"classification", "feasibility"}) {
      String page = governed.get(VENDOR, begin(kind)).body();

      assertThat(page).as(kind).contains("The plan is complete");
      assertThat(page).contains("Hospital a (a); Hospital b (b); Hospital c (c)");
      assertThat(page).contains("cells of 10 patients or more, sums over 3 sites or more");
      assertThat(page).contains("fedval study pack --plan plan.yaml");
      assertThat(page.contains("--bundle model.fvb")).isEqualTo(kind.equals("classification"));
    }
  }

  @Test
  void a_fault_is_told_with_its_line_and_what_to_do() throws Exception {
    String draft = begin("classification");

    String page = save(draft, plan().replace("goal: 0.5", "goal: 5")).body();

    assertThat(page)
        .contains("One thing to correct")
        .contains("data-line=\"17\"")
        .contains("'goal' is 5; expected a number between 0 and 1");
    assertThat(page).contains("goal: 5").doesNotContain("How large it must be");
  }

  @Test
  void what_is_no_yaml_keeps_its_text_and_says_where_it_broke() throws Exception {
    String page = save(begin("classification"), "id: [one\ntitle: two\n").body();

    assertThat(page).contains("is not valid YAML").contains("id: [one");
    assertThat(page).contains("The YAML cannot be read, so the form is empty.");
  }

  @Test
  void the_form_changes_its_fields_and_keeps_the_rest_of_the_yaml() throws Exception {
    String draft = begin("classification");
    String yaml = "# Written by hand.\n" + plan() + "analyses:\n  rounds: 1  # fast\n";
    Map<String, String> fields = fields(yaml);
    fields.put("title", "Another title: with a colon");
    fields.put("subgroups", "sex: F, M\nscanner (site): Alpha, Beta");
    fields.put("claim1_finding", "nodule");
    fields.put("claim1_metric", "auroc");
    fields.put("claim1_goal", "0.7");
    fields.put("claim1_alternative", "0.8");
    fields.put("do", "form");

    governed.post(VENDOR, draft, fields);
    String saved = governed.get(VENDOR, draft + "/plan.yaml").body();

    assertThat(saved)
        .startsWith("# Written by hand.\n")
        .contains("title: \"Another title: with a colon\"")
        .contains("analyses:\n  rounds: 1  # fast\n")
        .contains("cohort:\n  modalities: [DX]\n")
        .contains("  - attribute: scanner\n    from: site\n    levels:")
        .contains("metric: auroc");
    assertThat(governed.get(VENDOR, draft).body())
        .contains("The plan is complete")
        .contains("value=\"Another title: with a colon\"")
        .contains("scanner (site): Alpha, Beta");
  }

  @Test
  void a_form_that_says_what_the_yaml_says_leaves_every_byte_of_it() throws Exception {
    String draft = begin("classification");
    Map<String, String> fields = fields(plan());
    fields.put("do", "form");

    governed.post(VENDOR, draft, fields);

    assertThat(governed.get(VENDOR, draft + "/plan.yaml").body()).isEqualTo(plan());
  }

  @Test
  void a_form_leaves_what_it_could_not_show_until_somebody_fills_it_in() throws Exception {
    String draft = begin("classification");
    Map<String, String> fields =
        fields(plan().replace("findings: [nodule]", "findings: nodule # one"));
    fields.put("findings", "");
    fields.put("id", "typed-id");
    fields.put("do", "form");

    governed.post(VENDOR, draft, fields);

    assertThat(governed.get(VENDOR, draft + "/plan.yaml").body())
        .contains("findings: nodule # one")
        .contains("id: typed-id");
  }

  @Test
  void while_somebody_types_the_other_view_follows() throws Exception {
    String draft = begin("classification");

    String byYaml =
        governed
            .post(
                VENDOR,
                draft + "/check?from=yaml",
                Map.of("yaml", plan().replace("nodule", "mass")))
            .body();
    Map<String, String> typed = fields(plan());
    typed.put("id", "typed-id");
    String byForm = governed.post(VENDOR, draft + "/check?from=form", typed).body();

    assertThat(byYaml).contains("id=\"fields\" hx-swap-oob=\"true\"").contains(">mass</textarea>");
    assertThat(byForm)
        .contains("id=\"yaml-box\" hx-swap-oob=\"true\"")
        .contains("id: typed-id")
        .doesNotContain("id=\"fields\"");
  }

  @Test
  void the_power_table_says_what_is_needed_and_what_the_stated_counts_give() throws Exception {
    String draft = begin("classification");
    Map<String, String> fields = fields(plan());
    fields.put(
        "counts",
        """
        schema: fedval.counts/v1
        expected:
          - finding: nodule
            positives: 400
            negatives: 4000
          - finding: nodule
            subgroup: sex=F
            positives: 3
            negatives: 900
        """);

    governed.post(VENDOR, draft, fields);
    String page = governed.get(VENDOR, draft).body();

    assertThat(page).contains("nodule, sensitivity at balanced, above 0.5");
    assertThat(page).contains("certifiable: yes").contains("400").contains("sex: F");
    fields.put("counts", "schema: fedval.counts/v1\nexpected: 3\n");
    governed.post(VENDOR, draft, fields);
    assertThat(governed.get(VENDOR, draft).body()).contains("Expected counts, line 2");
  }

  @Test
  void a_draft_of_another_account_is_not_found() throws Exception {
    String draft = begin("classification");

    for (String path : new String[] {draft, draft + "/plan.yaml"}) {
      var other = governed.send(governed.to(VENDOR, path).header("X-Test-Account", "bob"));
      assertThat(other.statusCode()).as(path).isEqualTo(404);
      assertThat(governed.get(VENDOR, path).statusCode()).as(path).isEqualTo(200);
    }
    var deleted =
        governed.send(
            governed
                .to(VENDOR, draft + "/delete")
                .header("X-Test-Account", "bob")
                .POST(GovernedHouse.form(Map.of(), GovernedHouse.TOKEN)),
            "application/x-www-form-urlencoded");
    assertThat(deleted.statusCode()).isEqualTo(404);
    assertThat(governed.get(VENDOR, "/submit").body()).contains(draft);
    governed.post(VENDOR, draft + "/delete", Map.of());
    assertThat(governed.get(VENDOR, "/submit").body()).doesNotContain(draft);
  }

  @Test
  void only_vendors_submit() throws Exception {
    for (Role role : new Role[] {ADMINISTRATOR, RESEARCHER}) {
      assertThat(governed.get(role, "/submit").statusCode()).isEqualTo(403);
      assertThat(governed.post(role, "/submit/drafts", Map.of()).statusCode()).isEqualTo(403);
    }
    assertThat(governed.get(VENDOR, "/submit").body())
        .contains(roster.hash().hex())
        .contains("You have no draft.");
  }

  private static String plan() {
    return new String(TinyStudy.plan("tiny-study"), StandardCharsets.UTF_8);
  }

  /** What a browser sends for this plan when nobody touched the form. */
  private static Map<String, String> fields(String yaml) {
    Map<String, String> fields = new HashMap<>();
    fields.put("yaml", yaml.replace("\n", "\r\n"));
    fields.put("task", "classification");
    fields.put("id", "tiny-study");
    fields.put("title", "A small study");
    fields.put("modalities", "DX");
    fields.put("findings", "nodule");
    fields.put("points", "balanced");
    fields.put("subgroups", "sex: F, M");
    fields.put("claim0_finding", "nodule");
    fields.put("claim0_metric", "sensitivity");
    fields.put("claim0_point", "balanced");
    fields.put("claim0_goal", "0.5");
    fields.put("claim0_alternative", "0.9");
    return fields;
  }

  private String begin(String kind) throws Exception {
    return governed
        .post(VENDOR, "/submit/drafts", Map.of("kind", kind))
        .headers()
        .firstValue("Location")
        .orElseThrow()
        .replaceFirst("^https?://[^/]+", "");
  }

  private HttpResponse<String> save(String draft, String yaml) throws Exception {
    governed.post(VENDOR, draft, Map.of("yaml", yaml, "do", "save"));
    return governed.get(VENDOR, draft);
  }

  private HttpResponse<String> upload(byte[] file) throws Exception {
    return governed.upload(VENDOR, file, GovernedHouse.TOKEN);
  }

  private long storedFiles() {
    return StoredPieces.bundles(governed.house.database).size();
  }
}
