package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;
import org.fedval.cli.client.OperatorClient;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.files.SigningKeyFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three hospitals count their cases before there is a model: submitted, watched, fetched and
 * verified with the commands of a vendor, over real TLS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeasibilityStudyTest {
  private static final int SITES = 3;
  private static final int IMAGES = 24;
  private static final int UNLABELLED = 4;

  /** Images whose pixels are half of what rows and columns say. */
  private static final int BROKEN = 4;

  private static final String PLAN =
      """
      schema: fedval.study/v1
      task: feasibility
      unit: image
      id: before-the-bundle
      title: How many nodules do three hospitals have
      cohort:
        modalities: [DX]
      findings: [nodule]
      operating_points: [screening]
      subgroups:
        - attribute: sex
          levels: [F, M]
        - attribute: manufacturer
          levels: [Axiora, Kestrel]
      endpoints:
        - finding: nodule
          metric: sensitivity
          operating_point: screening
          goal: 0.6
          alternative: 0.9
          certify_subgroups: true
      """;

  @TempDir private static Path folder;

  private final List<LiveAgent> agents = new ArrayList<>();
  private LiveCoordinator coordinator;
  private Path plan;
  private Path key;
  private Path out;
  private Fedval watched;
  private ValidationReport report;

  @BeforeAll
  void three_hospitals_count_their_cases() throws Exception {
    coordinator = LiveCoordinator.start(folder.resolve("c"));
    SigningKey owner = SigningKey.generate(new SecureRandom());
    plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
    key = folder.resolve("owner.pem");
    SigningKeyFile.write(key, owner);
    try (OperatorClient operator = coordinator.operator()) {
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        agents.add(
            LiveAgent.enrol(
                folder.resolve("a" + site),
                id,
                hospital(site),
                coordinator,
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      Roster roster = operator.publishRoster("before");
      for (LiveAgent agent : agents) {
        agent.trust(roster);
        agent.start();
      }
    }
    Fedval submitted = submit(plan);
    assertThat(submitted.exit()).as(submitted.err()).isZero();
    String digest = submitted.out().strip();
    watched = vendor("watch", digest);
    assertThat(watched.exit()).as(watched.out() + watched.err()).isZero();
    out = folder.resolve("out");
    assertThat(vendor("report", digest, "--out", out).exit()).isZero();
    report = ReportJson.read(Files.readAllBytes(out.resolve("report.json")));
  }

  @AfterAll
  void stop() {
    agents.forEach(LiveAgent::close);
    coordinator.close();
  }

  @Test
  void the_vendor_lists_the_study_cannot_cancel_it_any_more_and_writes_its_report_in_other_forms()
      throws Exception {
    Fedval listed = vendor("list", "--state", "published", "--json");
    assertThat(listed.exit()).as(listed.err()).isZero();
    assertThat(listed.out()).contains("\"before-the-bundle\"", "\"approved\" : 3");
    assertThat(vendor("list", "--state", "aborted").out()).contains("No study");
    String digest = report.study().digest();
    Fedval cancelled = vendor("cancel", digest);
    assertThat(cancelled.exit()).isEqualTo(1);
    assertThat(cancelled.err()).startsWith("fedval: ").contains("cannot be taken back");
    for (String form : List.of("csv", "fhir", "checklist", "checklist-csv", "html")) {
      Path file = folder.resolve("export-" + form);
      Fedval written =
          Fedval.run(
              "report", "export", out.resolve("report.json"), "--format", form, "--out", file);
      assertThat(written.exit()).as(written.err()).isZero();
      assertThat(file).isNotEmptyFile();
    }
    assertThat(folder.resolve("export-html")).hasSameTextualContentAs(out.resolve("report.html"));
    assertThat(
            Fedval.run(
                    "report", "export", out.resolve("report.json"), "--format", "x", "--out", out)
                .err())
        .contains("--format is one of csv, fhir");
  }

  @Test
  void the_counts_are_those_of_the_labels() {
    MetricRow all = row("all");
    assertThat(all.nPositive()).isEqualTo(SITES * IMAGES / 2);
    assertThat(all.nNegative()).isEqualTo(SITES * IMAGES / 2);
    assertThat(all.nCases()).isEqualTo(SITES * IMAGES);
    assertThat(all.value()).isEqualTo(0.5);
    assertThat(row("sex=F").nPositive()).isEqualTo(SITES * IMAGES / 4);
    assertThat(row("sex=M").nNegative()).isEqualTo(SITES * IMAGES / 4);
  }

  @Test
  void a_small_cell_stays_closed_in_report_and_page() throws Exception {
    MetricRow small = row("manufacturer=Kestrel");

    assertThat(small.status()).isEqualTo(Status.SUPPRESSED);
    assertThat(small.value()).isNull();
    assertThat(small.nPositive()).isNull();
    assertThat(row("manufacturer=Axiora").status())
        .as("with the total it would give the small cells away")
        .isEqualTo(Status.SUPPRESSED);
    assertThat(page()).contains("Manufacturer: Kestrel</th><td class=\"withheld\"");
  }

  @Test
  void an_image_whose_pixels_cannot_be_decoded_is_left_out_as_it_will_be_in_the_later_study() {
    assertThat(row("all").nCases()).isEqualTo(SITES * IMAGES);
    assertThat(report.results().exclusions())
        .extracting(ExclusionRow::reason)
        .containsExactly(
            "NOT_DICOM",
            "UNREADABLE",
            "DUPLICATE_INSTANCE",
            "OPT_OUT",
            "NO_LABEL_ROW",
            "NOT_ELIGIBLE",
            "SOP_CLASS",
            "VIEW",
            "AGE",
            "STUDY_DATE",
            "LABEL_PROVENANCE",
            "PRIOR_IMAGES",
            "NOT_CHOSEN",
            "TRANSFER_SYNTAX",
            "PIXEL_DECODE",
            "LABEL_MISSING");
    assertThat(exclusion("PIXEL_DECODE").nImages()).isEqualTo(SITES * BROKEN);
    assertThat(exclusion("NO_LABEL_ROW").nImages()).isEqualTo(SITES * UNLABELLED);
    assertThat(exclusion("NOT_DICOM").status()).isEqualTo(Status.SUPPRESSED);
  }

  @Test
  void nothing_speaks_of_a_model_or_a_score() throws Exception {
    String json = Files.readString(out.resolve("report.json"));
    assertThat(report.bundle()).isNull();
    assertThat(report.study().task()).isEqualTo("feasibility");
    assertThat(report.study().operatingPoints()).isEmpty();
    for (String text :
        List.of(json.substring(0, json.indexOf("\"proof\"")), page(), watched.out())) {
      assertThat(text.replaceAll("<style>[\\s\\S]*</style>", "").toLowerCase(Locale.ROOT))
          .doesNotContain("model")
          .doesNotContain("score")
          .doesNotContain("sensitivity")
          .doesNotContain("auroc")
          .doesNotContain("canar");
    }
  }

  @Test
  void no_hospital_fetched_or_kept_a_bundle() throws Exception {
    for (LiveAgent agent : agents) {
      if (Files.exists(agent.home().bundles())) {
        assertThat(agent.home().bundles()).isEmptyDirectory();
      }
      try (Stream<Path> files = Files.walk(agent.home().root())) {
        assertThat(files.filter(f -> String.valueOf(f).endsWith(".sealed"))).isEmpty();
      }
    }
  }

  @Test
  void the_report_verifies_offline() throws Exception {
    Fedval verify =
        Fedval.run(
            "report", "verify", out.resolve("report.json"), "--coordinator-key", coordinatorKey());

    assertThat(verify.exit()).as(verify.out() + verify.err()).isZero();
    assertThat(verify.out()).contains("The study ran no model").contains("Verified");
  }

  @Test
  void a_report_that_tells_of_a_model_does_not_verify() throws Exception {
    Path changed = folder.resolve("changed.json");
    String json = Files.readString(out.resolve("report.json"));
    Files.writeString(
        changed,
        json.replaceFirst(
            "\"bundle\": null",
            "\"bundle\": {\"name\": \"m\", \"version\": \"1\", \"digest\": \"00\","
                + " \"model_digest\": \"00\", \"signer_fingerprint\": \"K\"}"));
    Files.copy(out.resolve("report.json.sig"), folder.resolve("changed.json.sig"));

    Fedval verify = Fedval.run("report", "verify", changed, "--coordinator-key", coordinatorKey());

    assertThat(verify.exit()).isEqualTo(1);
    assertThat(verify.out()).contains("FAILED  model");
  }

  @Test
  void the_planner_takes_the_counts_with_the_same_plan_and_with_the_next_one() throws Exception {
    Path next =
        Files.writeString(
            folder.resolve("next.yaml"), PLAN.replace("feasibility", "classification"));

    for (Path asked : List.of(plan, next)) {
      Fedval planned = Fedval.run("study", "plan", asked, "--expect", out.resolve("report.json"));
      assertThat(planned.exit()).as(planned.err()).isZero();
      assertThat(planned.out())
          .contains("sensitivity")
          .contains(String.valueOf(SITES * IMAGES / 2))
          .contains("suppressed");
    }
  }

  @Test
  void a_bundle_and_its_absence_are_refused_in_one_sentence() throws Exception {
    Path next =
        Files.writeString(
            folder.resolve("later.yaml"), PLAN.replace("feasibility", "classification"));

    Fedval refused = submit(next);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("the plan's task is 'classification', which needs a bundle");
  }

  private Fedval submit(Path asked) {
    return vendor("submit", "--study", asked, "--key", key);
  }

  private Fedval vendor(String command, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "study",
                command,
                "--coordinator",
                coordinator.address(),
                "--credentials",
                coordinator.credentials("vendor")));
    words.addAll(List.of(more));
    return Fedval.run(words.toArray());
  }

  private Path coordinatorKey() throws Exception {
    return Files.writeString(
        folder.resolve("coordinator.pub"),
        SigningKeyFile.read(coordinator.home().coordinatorKeyFile()).verifyingKey().hex());
  }

  private String page() throws Exception {
    return Files.readString(out.resolve("report.html"), StandardCharsets.UTF_8);
  }

  private MetricRow row(String subgroup) {
    return report.results().estimates().stream()
        .filter(r -> r.metric().equals("prevalence") && r.subgroup().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  private ExclusionRow exclusion(String reason) {
    return report.results().exclusions().stream()
        .filter(r -> r.reason().equals(reason))
        .findFirst()
        .orElseThrow();
  }

  /** Every second image has a nodule; two of 24 are of a rare maker, two of one not listed. */
  private Path hospital(int site) throws Exception {
    Path data = Files.createDirectories(folder.resolve("hospital-" + site));
    StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,nodule\n");
    for (int i = 1; i <= IMAGES + UNLABELLED; i++) {
      String uid = "1.2.3.%d.%d".formatted(site, i);
      String maker = i == 23 || i == 24 ? "Kestrel" : i == 21 || i == 22 ? "Zeta" : "Axiora";
      image(data.resolve(i + ".dcm"), uid, i % 4 < 2 ? "F" : "M", maker, 64);
      if (i <= IMAGES) {
        labels.append("%s,P-%d-%d,%d%n".formatted(uid, site, i, i % 2));
      }
    }
    for (int i = 1; i <= BROKEN; i++) {
      String uid = "1.2.3.%d.9%d".formatted(site, i);
      image(data.resolve("broken-" + i + ".dcm"), uid, "F", "Axiora", 32);
      labels.append("%s,B-%d-%d,1%n".formatted(uid, site, i));
    }
    Files.write(data.resolve("junk.dcm"), new byte[] {1, 2, 3});
    Files.writeString(data.resolve("labels.csv"), labels);
    return data;
  }

  private static void image(Path file, String uid, String sex, String maker, int pixels)
      throws Exception {
    DataSet image =
        DataSet.builder()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
            .text(Tag.SOP_INSTANCE_UID, uid)
            .text(Tag.MODALITY, "DX")
            .text(Tag.MANUFACTURER, maker)
            .text(Tag.PATIENT_SEX, sex)
            .integer(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .integer(Tag.ROWS, 8)
            .integer(Tag.COLUMNS, 8)
            .integer(Tag.BITS_ALLOCATED, 8)
            .integer(Tag.BITS_STORED, 8)
            .integer(Tag.HIGH_BIT, 7)
            .integer(Tag.PIXEL_REPRESENTATION, 0)
            .pixels8(new byte[pixels])
            .build();
    try (OutputStream stream = Files.newOutputStream(file)) {
      Part10Writer.write(stream, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
    }
  }
}
