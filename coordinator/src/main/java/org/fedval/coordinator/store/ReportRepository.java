package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.Optional;

/** Published reports, exact bytes. */
public final class ReportRepository {
  private final Database database;

  public ReportRepository(Database database) {
    this.database = database;
  }

  /** The two forms of one report. */
  @SuppressWarnings("ArrayRecordComponent")
  public record StoredReport(byte[] json, byte[] html) {}

  public void add(byte[] study, StoredReport report, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO report (study, json, html, at)"
                            + " VALUES (:study, :json, :html, :now)")
                    .bind("study", study)
                    .bind("json", report.json())
                    .bind("html", report.html())
                    .bind("now", now.toEpochMilli())
                    .execute());
  }

  public Optional<StoredReport> find(byte[] study) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT json, html FROM report WHERE study = :study")
                    .bind("study", study)
                    .map((row, ctx) -> new StoredReport(row.getBytes("json"), row.getBytes("html")))
                    .findOne());
  }
}
