package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.Optional;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;

/** Published reports, exact bytes. */
public final class ReportRepository {
  private final Database database;

  public ReportRepository(Database database) {
    this.database = database;
  }

  /**
   * One report: {@code report.json}, the coordinator's detached signature of these exact bytes, and
   * {@code report.html}.
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record StoredReport(byte[] json, byte[] signature, byte[] html) {}

  public void add(byte[] study, StoredReport report, Instant now) {
    database.logged(
        LogEvent.REPORT_SIGNED,
        SigInput.COORDINATOR,
        Sha256Digest.hash(report.json()),
        () -> insert(study, report, now));
  }

  private void insert(byte[] study, StoredReport report, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO report (study, json, sig, html, at)"
                            + " VALUES (:study, :json, :sig, :html, :now)")
                    .bind("study", study)
                    .bind("json", report.json())
                    .bind("sig", report.signature())
                    .bind("html", report.html())
                    .bind("now", now.toEpochMilli())
                    .execute());
  }

  public Optional<StoredReport> find(byte[] study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT json, sig, html FROM report WHERE study = :study")
                    .bind("study", study)
                    .map(
                        (row, ctx) ->
                            new StoredReport(
                                row.getBytes("json"), row.getBytes("sig"), row.getBytes("html")))
                    .findOne());
  }
}
