package org.fedval.coordinator.web.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.coordinator.access.Role.ADMINISTRATOR;
import static org.fedval.coordinator.access.Role.AUDITOR;
import static org.fedval.coordinator.access.Role.RESEARCHER;
import static org.fedval.coordinator.access.Role.VENDOR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fedval.coordinator.access.Role;
import org.fedval.crypto.log.LogConsistency;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditOverHttpTest {
  @TempDir private Path folder;

  private GovernedHouse governed;
  private NoteKey key;

  @BeforeEach
  void open() throws Exception {
    governed = new GovernedHouse(folder, GovernedHouse.BY_HEADER, 64);
    key = NoteKey.log(governed.house.coordinatorKey.verifyingKey());
    governed.house.enrol("a", "b", "c");
  }

  @AfterEach
  void close() {
    governed.close();
  }

  @Test
  void a_downloaded_entry_and_its_proof_verify() throws Exception {
    governed.house.audit.checkpoint();

    byte[] entry = governed.bytes(AUDITOR, "/audit/entries/3/entry.bin");
    LogProof proof = LogProof.verified(text("/audit/entries/3/proof.txt"), key);

    assertThat(proof.proves(entry)).isTrue();
    assertThat(proof.index()).isEqualTo(3);
    assertThat(proof.proves(governed.bytes(AUDITOR, "/audit/entries/4/entry.bin"))).isFalse();
    assertThat(governed.get(AUDITOR, "/audit/entries/3").body())
        .contains(LogEntry.decode(entry).bodyHash().hex())
        .contains("fedval log verify --entry entry-3.bin --proof proof-3.txt");
  }

  @Test
  void an_entry_that_no_head_covers_says_when_it_will_be() throws Exception {
    assertThat(governed.get(AUDITOR, "/audit/entries/0").body()).contains("No signed head covers");
    assertThat(governed.get(AUDITOR, "/audit/entries/0/proof.txt").statusCode()).isEqualTo(404);
  }

  @Test
  void the_proof_between_two_heads_shows_that_the_log_only_grew() throws Exception {
    SignedCheckpoint older = governed.house.audit.checkpoint();
    governed.house.publishRoster();
    SignedCheckpoint newer = governed.house.audit.checkpoint();
    long from = older.checkpoint().size();
    long to = newer.checkpoint().size();

    SignedCheckpoint kept =
        SignedCheckpoint.verified(text("/audit/checkpoints/" + from + "/checkpoint.txt"), key);
    LogConsistency proof =
        LogConsistency.verified(
            text("/audit/checkpoints/" + to + "/from/" + from + "/consistency.txt"), key);

    assertThat(proof.leadsFrom(kept.checkpoint())).isTrue();
    assertThat(proof.leadsFrom(newer.checkpoint())).isFalse();
    assertThat(governed.get(AUDITOR, "/audit/checkpoints/" + to).body())
        .contains("From " + from + " entries");
  }

  @Test
  void the_page_of_a_head_names_its_witnesses_to_those_who_may_read_sites() throws Exception {
    SignedCheckpoint head = governed.house.audit.checkpoint();
    var identity = governed.house.identities.get("b");
    var cosignature =
        NoteKey.witness(identity.verifyingKey())
            .cosign(
                head.checkpoint().text(),
                governed.house.clock.instant().getEpochSecond(),
                identity);
    assertThat(
            governed.house.audit.cosigned(
                head.checkpoint().size(), identity.verifyingKey(), cosignature))
        .isTrue();

    String path = "/audit/checkpoints/" + head.checkpoint().size();
    assertThat(governed.get(AUDITOR, path).body())
        .contains("Hospital b")
        .doesNotContain("Hospital a");
    assertThat(governed.get(RESEARCHER, path).body())
        .contains(identity.verifyingKey().fingerprint().text())
        .doesNotContain("Hospital b");
  }

  @Test
  void entries_are_found_by_kind_name_digest_and_day() throws Exception {
    Roster roster = governed.house.publishRoster();

    assertThat(rows("?event=ROSTER_VERSION")).isEqualTo(1);
    assertThat(rows("?text=hospital+b")).isEqualTo(1);
    assertThat(rows("?text=" + roster.hash().hex().substring(0, 12))).isEqualTo(1);
    assertThat(rows("?to=1999-12-31")).isZero();
    assertThat(rows("")).isEqualTo(7);
    assertThat(governed.get(AUDITOR, "/audit?event=NONSENSE").statusCode()).isEqualTo(400);
    assertThat(governed.get(AUDITOR, "/audit?from=yesterday").body())
        .contains("A day is written as in 2026-01-31.");
  }

  @Test
  void the_list_is_paged_from_the_newest() throws Exception {
    for (int i = 0; i < 60; i++) {
      governed.house.audit.append(
          LogEvent.OPERATOR_LOGIN,
          Sha256Digest.ZERO,
          SigInput.OUTSIDE,
          Sha256Digest.hash(new byte[] {(byte) i}));
    }

    String newest = governed.get(AUDITOR, "/audit").body();
    assertThat(newest).contains("/audit/entries/65\"").contains("/audit?before=16");
    String older = governed.get(AUDITOR, "/audit?before=16").body();
    assertThat(older).contains("/audit/entries/15\"").doesNotContain("Older entries");
  }

  @Test
  void a_study_that_one_may_not_see_stays_a_digest() throws Exception {
    Roster roster = governed.house.publishRoster();
    governed.upload(VENDOR, governed.packed("secret-study", roster), GovernedHouse.TOKEN);
    assertThat(governed.get(AUDITOR, "/audit").body()).contains("study secret-study");

    governed.hidden.add(Sha256Digest.of(governed.house.studies.list().get(0).digest()));

    assertThat(governed.get(AUDITOR, "/audit").body()).doesNotContain("secret-study");
    assertThat(rows("?text=secret-study")).isZero();
  }

  @Test
  void every_role_reads_the_log_and_sites_are_named_only_to_those_who_may_read_them()
      throws Exception {
    for (Role role : Role.values()) {
      assertThat(governed.get(role, "/audit").statusCode()).as(role.name()).isEqualTo(200);
    }
    assertThat(governed.get(ADMINISTRATOR, "/audit").body()).contains("Hospital a");
    assertThat(governed.get(RESEARCHER, "/audit").body()).doesNotContain("Hospital a");
  }

  @Test
  void an_entry_that_does_not_exist_is_not_found() throws Exception {
    for (String path :
        new String[] {
          "/audit/entries/99", "/audit/entries/-1", "/audit/entries/x", "/audit/checkpoints/5"
        }) {
      assertThat(governed.get(AUDITOR, path).statusCode()).as(path).isEqualTo(404);
    }
  }

  private int rows(String query) throws Exception {
    String page = governed.get(AUDITOR, "/audit" + query).body();
    return page.split("<a href=\"/audit/entries/", -1).length - 1;
  }

  private String text(String path) throws Exception {
    return new String(governed.bytes(AUDITOR, path), StandardCharsets.UTF_8);
  }
}
