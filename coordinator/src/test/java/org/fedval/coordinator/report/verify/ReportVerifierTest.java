package org.fedval.coordinator.report.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportVerifierTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private static House house;
  private static PublishedStudy published;
  private static byte[] report;
  private static byte[] signature;

  @BeforeAll
  static void publish() throws Exception {
    house = new House(folder);
    published = new PublishedStudy(house).run(Set.of());
    StoredReport stored = published.report();
    report = stored.json();
    signature = stored.signature();
  }

  @AfterAll
  static void close() {
    house.close();
  }

  @Test
  void a_fresh_report_verifies_under_the_pinned_key_and_roster() {
    List<Check> checks = verify(report, signature, pins());

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "signature",
            "form",
            "roster",
            "study",
            "model",
            "layout",
            "session",
            "transcript",
            "contributing sites",
            "votes",
            "session of slot-1",
            "transcript of slot-1",
            "contributing sites of slot-1",
            "votes of slot-1",
            "withheld cells",
            "numbers",
            "result entry",
            "checkpoint",
            "inclusion",
            "cosignatures",
            "result entry of slot-1",
            "checkpoint of slot-1",
            "inclusion of slot-1",
            "cosignatures of slot-1");
    assertThat(
            verify(
                report,
                signature,
                Pins.of(house.coordinatorKey.verifyingKey().fingerprint(), Set.of())))
        .as("with the fingerprint alone")
        .allMatch(Check::ok);
  }

  @Test
  void a_changed_byte_is_found_wherever_it_is() {
    for (int at = 0; at < report.length; at += 97) {
      byte[] changed = report.clone();
      changed[at] ^= 1;
      assertThat(failed(verify(changed, signature, pins())))
          .as("byte %d", at)
          .contains("signature");
    }
    for (int at = 0; at < signature.length; at++) {
      byte[] changed = signature.clone();
      changed[at] ^= 1;
      assertThat(failed(verify(report, changed, pins())))
          .as("byte %d of the signature", at)
          .containsExactly("signature");
    }
  }

  static Stream<String> topLevelFields() throws Exception {
    List<String> names = new ArrayList<>();
    JSON.readTree(report).fieldNames().forEachRemaining(names::add);
    assertThat(names).contains("schema", "estimates", "proof");
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("topLevelFields")
  void a_missing_top_level_field_is_found(String name) throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(report);
    tree.remove(name);

    List<Check> checks = verify(JSON.writeValueAsBytes(tree), signature, pins());

    assertThat(failed(checks)).contains("signature", "form");
    assertThat(checks).anySatisfy(c -> assertThat(c.sentence()).contains("'" + name + "'"));
  }

  /** The coordinator itself lies, and signs what it says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/study/id | \"s-2\" | study",
        "/study/plan_digest | \"00\" | study",
        "/disclosure/min_cell | 2 | study",
        "/disclosure/min_contributors | 4 | study",
        "/privacy | {\"mechanism\":\"distributed_discrete_gaussian\",\"epsilon\":1,\"delta\":1e-6,\"rho_gate\":0.1,\"rho_metric\":0.1,\"sigma_gate\":9,\"sigma_metric\":9,\"max_images_per_patient\":1,\"touched_counts\":4,\"sites\":3} | study",
        "/bundle/digest | \"00\" | model",
        "/bundle/model_digest | \"00\" | model",
        "/bundle/version | \"2\" | model",
        "/study/operating_points | [{\"name\": \"balanced\", \"threshold\": 0.25}] | model",
        "/proof/bundle/signature | @signature | model",
        "/bundle/signer_fingerprint | \"AAAA\" | model",
        "/roster/version | 2 | roster",
        "/roster/sites | [\"a\", \"b\"] | roster",
        "/roster/contributing_sites | 2 | contributing sites",
        "/session/id | \"00\" | session",
        "/session/h1 | \"00\" | transcript",
        "/session/h3 | \"00\" | transcript",
        "/proof/opened | [\"positive:nodule\"] | withheld cells",
        "/proof/opened | [\"positive:other\"] | withheld cells",
        "/proof/result_digest | @digest | result entry",
        "/proof/cosignatures | 2 | cosignatures",
        "/proof/quorum | 2 | cosignatures",
        "/proof/study/owner_signature | @signature | study",
        "/proof/roster/signature | @signature | roster",
        "/proof/proposal/signature | @signature | session",
        "/proof/criteria | \"AAAA\" | layout",
        "/proof/later/0/slot | \"slot-0\" | layout",
        "/proof/later/0/published_digest | @digest | session of slot-1",
        "/proof/later/0/proposal/signature | @signature | session of slot-1",
        "/proof/later/0/survivor_set/signature | @signature | transcript of slot-1",
        "/proof/later/0/commit_certificate/signature | @signature | votes of slot-1",
        "/proof/later/0/result_digest | @digest | result entry of slot-1",
        "/proof/later/0/cosignatures | 2 | cosignatures of slot-1",
        "/proof/advertise_set/signature | @signature | transcript",
        "/proof/share_delivery/signature | @signature | transcript",
        "/proof/survivor_set/signature | @signature | transcript",
        "/proof/commit_certificate/signature | @signature | votes",
        "/proof/log_entry | \"AAAA\" | result entry",
        "/proof/log_proof | \"c2sp.org/tlog-proof@v1\" | checkpoint",
      })
  void a_signed_lie_is_named(String pointer, String value, String check) throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(report);
    ObjectNode parent = (ObjectNode) tree.at(pointer.substring(0, pointer.lastIndexOf('/')));
    String text =
        value
            .replace("@digest", "\"" + Sha256Digest.ZERO.hex() + "\"")
            .replace("@signature", "\"" + Base64.getEncoder().encodeToString(new byte[64]) + "\"");
    parent.set(pointer.substring(pointer.lastIndexOf('/') + 1), JSON.readTree(text));
    byte[] forged = JSON.writeValueAsBytes(tree);

    List<Check> checks = verify(forged, ReportSignature.sign(forged, house.coordinatorKey), pins());

    assertThat(failed(checks)).contains(check).doesNotContain("signature", "form");
  }

  @ParameterizedTest
  @ValueSource(strings = {"votes", "cosignatures"})
  void votes_and_cosignatures_of_strangers_do_not_count(String check) throws Exception {
    ObjectNode tree = (ObjectNode) JSON.readTree(report);
    ObjectNode proof = (ObjectNode) tree.get("proof");
    if (check.equals("votes")) {
      ObjectNode certificate = (ObjectNode) proof.get("commit_certificate");
      byte[] body = Base64.getDecoder().decode(certificate.get("body").textValue());
      body[body.length - 1] ^= 1;
      certificate.put("body", Base64.getEncoder().encodeToString(body));
    } else {
      String text = proof.get("log_proof").textValue();
      int line = text.lastIndexOf("\n— ") + 1;
      proof.put("log_proof", text.substring(0, line));
    }
    byte[] forged = JSON.writeValueAsBytes(tree);

    assertThat(failed(verify(forged, ReportSignature.sign(forged, house.coordinatorKey), pins())))
        .contains(check);
  }

  @Test
  void a_withheld_row_that_carries_numbers_or_an_opened_one_that_hides_is_found() throws Exception {
    String text = new String(report, UTF_8);
    assertThat(text).contains("\"status\": \"ok\"");
    byte[] forged =
        text.replaceFirst(
                "\"n_positive\": (\\d+), \"n_negative\": (\\d+)",
                "\"n_positive\": $1, \"n_negative\": 1$2")
            .getBytes(UTF_8);

    assertThat(failed(verify(forged, ReportSignature.sign(forged, house.coordinatorKey), pins())))
        .contains("numbers");
  }

  @Test
  void another_coordinator_or_another_roster_is_not_accepted() {
    SigningKey other = SigningKey.generate(house.random);

    assertThat(failed(verify(report, signature, Pins.of(other.verifyingKey(), Set.of()))))
        .contains("signature", "coordinator");
    assertThat(failed(verify(report, ReportSignature.sign(report, other), pins())))
        .containsExactly("signature");
    assertThat(
            failed(
                verify(
                    report,
                    signature,
                    Pins.of(house.coordinatorKey.verifyingKey(), Set.of(Sha256Digest.ZERO)))))
        .containsExactly("roster");
  }

  /** The counts of withheld cells are in the gate's sums, so these must not be in the report. */
  @Test
  void neither_gate_sums_nor_their_plain_hash_are_in_the_report() {
    String text = new String(report, UTF_8);
    var bodies = new org.fedval.coordinator.store.SessionBodyRepository(house.database);
    byte[] sid = bodies.sessions(published.study.toByteArray()).get(0).sid();
    for (String type : List.of("GateResult", "Result", "GateTranscript")) {
      var signed =
          bodies.body(sid, org.fedval.crypto.primitive.SigInput.COORDINATOR, type).orElseThrow();
      assertThat(text)
          .as(type)
          .doesNotContain(signed.hash().hex())
          .doesNotContain(Base64.getEncoder().encodeToString(signed.body()))
          .doesNotContain(Base64.getEncoder().encodeToString(signed.signature()));
    }
  }

  private static Pins pins() {
    return Pins.of(house.coordinatorKey.verifyingKey(), Set.of(published.roster.hash()));
  }

  private static List<Check> verify(byte[] json, byte[] sig, Pins pins) {
    return ReportVerifier.verify(json, sig, pins, false);
  }

  private static List<String> failed(List<Check> checks) {
    return checks.stream().filter(c -> !c.ok()).map(Check::name).toList();
  }
}
