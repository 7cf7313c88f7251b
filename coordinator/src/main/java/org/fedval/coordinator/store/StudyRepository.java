package org.fedval.coordinator.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Studies, their transitions, the sites' approvals and the published report. */
public final class StudyRepository {
  private final Database database;

  public StudyRepository(Database database) {
    this.database = database;
  }

  /**
   * Stores a new study with its first transition.
   *
   * @param party the vendor whose it is
   */
  public void add(ValidationStudy study, String party, Instant now) {
    database.logged(
        LogEvent.STUDY_PUBLISHED,
        SigInput.COORDINATOR,
        Sha256Digest.of(study.digest()),
        () -> insert(study, party, now));
  }

  private void insert(ValidationStudy study, String party, Instant now) {
    database.change(
        h -> {
          h.createUpdate(
                  "INSERT INTO study (digest, study_id, state, sentence, definition, ck_sig,"
                      + " owner_sig, plan_yaml, bundle_digest, roster_hash, created_at) VALUES"
                      + " (:digest, :id, :state, :sentence, :definition, :ck, :owner, :plan,"
                      + " :bundle, :roster, :now)")
              .bind("digest", study.digest())
              .bind("id", study.studyId())
              .bind("state", study.state().name())
              .bind("sentence", study.sentence())
              .bind("definition", study.definition().body())
              .bind("ck", study.definition().signature())
              .bind("owner", study.ownerSignature())
              .bind("plan", study.planYaml())
              .bind("bundle", study.bundleDigest())
              .bind("roster", study.rosterHash())
              .bind("now", now.toEpochMilli())
              .execute();
          h.createUpdate("INSERT INTO study_party (study, party) VALUES (:study, :party)")
              .bind("study", study.digest())
              .bind("party", party)
              .execute();
          recordTransition(h, study, now);
        });
  }

  /** Persists a transition before it takes effect. */
  public void save(ValidationStudy study, Instant now) {
    if (study.state() == StudyState.ABORTED) {
      database.logged(
          LogEvent.STUDY_ABORTED,
          SigInput.COORDINATOR,
          Sha256Digest.of(study.digest()),
          () -> update(study, now));
    } else {
      update(study, now);
    }
  }

  private void update(ValidationStudy study, Instant now) {
    database.change(
        h -> {
          h.createUpdate(
                  "UPDATE study SET state = :state, sentence = :sentence WHERE digest = :digest")
              .bind("state", study.state().name())
              .bind("sentence", study.sentence())
              .bind("digest", study.digest())
              .execute();
          recordTransition(h, study, now);
        });
  }

  public Optional<ValidationStudy> find(byte[] digest) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM study WHERE digest = :digest")
                    .bind("digest", digest)
                    .map(StudyRepository::row)
                    .findOne());
  }

  public boolean hasStudyId(String studyId) {
    return list().stream().anyMatch(s -> s.studyId().equals(studyId));
  }

  /** All studies, oldest first. */
  public List<ValidationStudy> list() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT * FROM study ORDER BY created_at, study_id")
                    .map(StudyRepository::row)
                    .list());
  }

  /** The sealed files that open studies name. */
  public Set<Sha256Digest> openBundles() {
    return list().stream()
        .filter(study -> !study.state().isFinal())
        .flatMap(study -> study.sealedBundle().stream())
        .collect(Collectors.toSet());
  }

  /** The studies that are over, newest first, at most so many. */
  public List<ValidationStudy> ended(int limit) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT * FROM study WHERE state IN ('PUBLISHED', 'ABORTED')"
                            + " ORDER BY created_at DESC, study_id LIMIT :limit")
                    .bind("limit", limit)
                    .map(StudyRepository::row)
                    .list());
  }

  /** Stores an approval; a second one of the same site changes nothing. */
  public void approve(byte[] study, String siteId, SignedBody approval) {
    boolean unused =
        database.logged(
            LogEvent.STUDY_APPROVED,
            Sha256Digest.ZERO,
            SigInput.OUTSIDE,
            index ->
                insertApproval(study, siteId, approval) == 0
                    ? Optional.empty()
                    : Optional.of(approval.hash()));
  }

  private int insertApproval(byte[] study, String siteId, SignedBody approval) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO study_approval (study, site_id, body, sig)"
                            + " VALUES (:study, :site, :body, :sig)"
                            + " ON CONFLICT (study, site_id) DO NOTHING")
                    .bind("study", study)
                    .bind("site", siteId)
                    .bind("body", approval.body())
                    .bind("sig", approval.signature())
                    .execute());
  }

  /** The signed approval of one site. */
  public Optional<SignedBody> approval(byte[] study, String siteId) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT body, sig FROM study_approval"
                            + " WHERE study = :study AND site_id = :site")
                    .bind("study", study)
                    .bind("site", siteId)
                    .map((row, context) -> SignedRow.read(row, "body", "sig"))
                    .findOne());
  }

  public Set<String> approvedBy(byte[] study) {
    return Set.copyOf(
        database
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("SELECT site_id FROM study_approval WHERE study = :study")
                        .bind("study", study)
                        .mapTo(String.class)
                        .list()));
  }

  private static void recordTransition(Handle h, ValidationStudy study, Instant now) {
    h.createUpdate(
            "INSERT INTO study_transition (study, seq, at, state, sentence) VALUES (:study,"
                + " (SELECT COUNT(*) FROM study_transition WHERE study = :study), :now, :state,"
                + " :sentence)")
        .bind("study", study.digest())
        .bind("now", now.toEpochMilli())
        .bind("state", study.state().name())
        .bind("sentence", study.sentence())
        .execute();
  }

  private static ValidationStudy row(ResultSet row, StatementContext context) throws SQLException {
    return new ValidationStudy(
        row.getString("study_id"),
        row.getBytes("digest"),
        StudyState.valueOf(row.getString("state")),
        row.getString("sentence"),
        SignedRow.read(row, "definition", "ck_sig"),
        row.getBytes("owner_sig"),
        row.getBytes("plan_yaml"),
        row.getBytes("bundle_digest"),
        row.getBytes("roster_hash"));
  }
}
