package org.fedval.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.results.OwnStudies;
import org.fedval.agent.results.OwnStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.cli.FedvalMain;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyYaml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code fedval agent report}: what a hospital gets back, from its home alone. */
class OwnReportTest extends EvaluateFiles {
  private static final Sha256Digest STUDY = Sha256Digest.hash(new byte[] {7});
  private static final long EXPIRES = 2_000_000_000L;

  private AgentHome home;

  @BeforeEach
  void counted() throws Exception {
    images.set(0, new Image("1.2.0", "P0", "a", new double[] {0.5, 7}, labels(), "F", 20));
    write();
    home = new AgentHome(folder.resolve("home"));
    home.prepare();
    kept().keep(own());
    Files.createDirectories(home.dataQuality());
    Files.writeString(
        home.dataQuality().resolve(STUDY.hex() + ".json"),
        """
        {"schema": "fedval.data-quality/v1", "study_id": "local-1", "objects": 900, "cases": 899,
         "patients": 600, "excluded": {"not_dicom": 3}, "repeated_pictures": 2}
        """);
  }

  @Test
  void own_numbers_are_those_of_evaluate_over_the_same_cases_to_the_last_digit() throws Exception {
    JsonNode evaluated = evaluated();

    JsonNode own = json(report("--json"));

    assertThat(own.path("schema").asText()).isEqualTo("fedval.own-results/v1");
    assertThat(own.path("local_only").asText()).contains("nothing of this is sent");
    assertThat(own.path("estimates")).hasSize(evaluated.path("estimates").size());
    int estimated = 0;
    for (int i = 0; i < own.path("estimates").size(); i++) {
      JsonNode here = own.path("estimates").get(i);
      JsonNode there = evaluated.path("estimates").get(i);
      assertThat(here.path("metric")).isEqualTo(there.path("metric"));
      assertThat(here.path("subgroup")).isEqualTo(there.path("subgroup"));
      assertThat(here.path("own_status")).isEqualTo(there.path("status"));
      if (!here.path("metric").asText().startsWith("auroc_bootstrap")) {
        assertThat(here.path("own_value")).isEqualTo(there.path("value"));
        assertThat(here.path("own_low")).isEqualTo(there.path("ci_low"));
        assertThat(here.path("own_high")).isEqualTo(there.path("ci_high"));
      }
      assertThat(here.path("own_status").asText()).isNotEqualTo("suppressed");
      estimated += here.path("own_value").isNumber() ? 1 : 0;
    }
    assertThat(estimated).isGreaterThan(50);
    assertThat(own.path("data_quality").path("repeated_pictures").asInt()).isEqualTo(2);
  }

  @Test
  void the_table_has_own_and_pooled_values_side_by_side_then_what_was_left_out_and_the_quality()
      throws Exception {
    Run shown = report("--pooled", published(STUDY).toString());

    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out().lines())
        .startsWith(
            "local-1: this hospital's own results",
            "Local only, patient data of this hospital's own; nothing of this is sent.")
        .anyMatch(
            line -> line.matches(" *subgroup +images +metric +at +this hospital +all hospitals"))
        .anyMatch(
            line ->
                line.matches(
                    " *all +899 +AUROC +0\\.\\d\\d \\(0\\.\\d\\d to 0\\.\\d\\d\\) +0\\.88 \\(0\\.86 to"
                        + " 0\\.90\\)"))
        .anyMatch(line -> line.matches(" *Sensitivity +screening .* suppressed"))
        .anyMatch(line -> line.startsWith("  NON_FINITE_SCORE ") && line.endsWith(" 41"))
        .contains("List: fedval agent cases --home " + home.root() + " --study local-1 --excluded")
        .contains("Data quality, study local-1")
        .contains("       2  pictures that came under more than one SOP Instance UID");
    assertThat(shown.out())
        .contains("The published report was not verified: put its report.json.sig beside it.")
        .doesNotContain("net_benefit", "Net benefit");
    assertThat(report("--all").out().lines().count()).isGreaterThan(shown.out().lines().count());
  }

  @Test
  void a_report_of_another_study_is_refused() throws Exception {
    Run refused = report("--pooled", published(Sha256Digest.hash(new byte[] {8})).toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("this report is of study local-1 with the digest", "not of local-1");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void a_report_whose_signature_does_not_hold_under_the_pinned_key_is_refused() throws Exception {
    Files.writeString(
        home.coordinatorFile(),
        "schema: fedval.pin/v1\nhost: \"localhost\"\nport: 7443\ncoordinator_key: \"%s\"\n"
            .formatted(SigningKey.generate(new SecureRandom()).verifyingKey().hex()));
    Path report = published(STUDY);
    Files.writeString(folder.resolve("report.json.sig"), "no signature");

    Run refused = report("--pooled", report.toString());

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).hasLineCount(1).contains("is not verified (");
  }

  @Test
  void what_is_written_into_a_file_is_for_its_owner_alone() throws Exception {
    Path out = folder.resolve("own.json");

    Run written = report("--json", "--out", out.toString());

    assertThat(written.out()).contains("nothing of this is sent").hasLineCount(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rw-------");
    assertThat(new ObjectMapper().readTree(Files.readAllBytes(out)).path("estimates")).isNotEmpty();
  }

  @Test
  void erased_or_unknown_cases_are_one_sentence() throws Exception {
    kept().sweep(Instant.ofEpochSecond(EXPIRES).plusSeconds(31 * 86_400));

    Run erased = report();

    assertThat(erased.exit()).isEqualTo(1);
    assertThat(erased.err())
        .hasLineCount(1)
        .contains("the cases of study local-1 are not in", "erased, 30 days after it expired");
  }

  @Test
  void nothing_of_the_cases_can_be_read_from_the_file_without_the_key() throws Exception {
    byte[] sealed = Files.readAllBytes(home.ownStudies().resolve(STUDY.hex() + ".own"));

    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("fedval.study/v1", "screening", "local-1");
    assertThat(own().toString()).isEqualTo("OwnStudy[redacted]");
  }

  private OwnStudy own() throws Exception {
    StudyDocument document = StudyYaml.parse(Files.readAllBytes(folder.resolve("study.yaml")));
    StudyPlan plan = document.bindLocally(Map.of("screening", 0.3));
    KnownImages known = new KnownImages(plan.findings(), plan.subgroups(), null);
    var unused = known.readLabels(folder.resolve("labels.csv"));
    var unusedToo = known.readAttributes(folder.resolve("attributes.csv"));
    LocalCases cases = new LocalCases(plan, document.cohort(), known, null);
    var unusedThree = cases.readScores(folder.resolve("scores.csv"));
    CaseTable table = cases.freeze().get(0);
    return new OwnStudy(
        STUDY,
        "local-1",
        EXPIRES,
        7,
        Octets.of(Files.readAllBytes(folder.resolve("study.yaml"))),
        plan.operatingPoints(),
        table);
  }

  private OwnStudies kept() throws Exception {
    return new OwnStudies(
        home.ownStudies(), HomeVault.open(home, new SecureRandom()), new LocalDisk());
  }

  private Run report(String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[5 + more.length];
    List.of("agent", "report", "local-1", "--home", home.root().toString()).toArray(words);
    System.arraycopy(more, 0, words, 5, more.length);
    int exit = FedvalMain.run(new PrintWriter(out), new PrintWriter(err), words);
    return new Run(exit, out.toString(), err.toString());
  }

  private static JsonNode json(Run run) throws Exception {
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private Path published(Sha256Digest study) throws Exception {
    String digest = "0".repeat(64);
    ValidationReport report =
        new ValidationReport(
            ValidationReport.SCHEMA,
            Instant.EPOCH,
            new ValidationReport.Study(
                "local-1",
                "S",
                study.hex(),
                digest,
                "classification",
                "image",
                List.of("covid", "effusion"),
                List.of(),
                List.of()),
            new ValidationReport.Bundle("m", "1", digest, digest, "K7QF"),
            new ValidationReport.RosterSummary("r", 1, digest, List.of("a", "b", "c"), 3),
            new ValidationReport.Session(digest, digest, digest, digest, digest),
            new DisclosureRules(10, 3, 1, 3),
            Map.of(),
            new PooledResults(
                List.of(
                    row("auroc", "all", null, 0.88),
                    row("sensitivity", "sex=F", "screening", null)),
                List.of(),
                List.of(),
                List.of(
                    new ExclusionRow("NON_FINITE_SCORE", null, "no score", 41L, 41L, Status.OK))),
            List.of());
    return Files.write(folder.resolve("report.json"), ReportJson.write(report));
  }

  private static MetricRow row(String metric, String subgroup, String point, Double value) {
    boolean shown = value != null;
    return new MetricRow(
        "covid",
        metric,
        subgroup,
        point,
        value,
        shown ? value - 0.02 : null,
        shown ? value + 0.02 : null,
        shown ? "delong_logit" : null,
        shown ? 6000L : null,
        shown ? 5000L : null,
        shown ? 2000L : null,
        shown ? 4000L : null,
        shown ? Status.OK : Status.SUPPRESSED,
        null,
        shown ? null : "fewer than 10 patients");
  }

  private static String[] labels() {
    return new String[] {"1", "0"};
  }
}
