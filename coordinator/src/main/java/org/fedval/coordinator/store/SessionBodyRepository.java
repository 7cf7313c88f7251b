package org.fedval.coordinator.store;

import java.time.Instant;
import org.fedval.crypto.secagg.body.SignedBody;

/** Every signed body of every session, for the audit and for later recovery. */
public final class SessionBodyRepository {
  private final Database database;

  public SessionBodyRepository(Database database) {
    this.database = database;
  }

  /** Stores a body once; the same signer and type of a session never changes. */
  public void add(
      byte[] sid, byte[] study, int signer, String type, SignedBody signed, Instant now) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "INSERT INTO session_body (sid, signer, type, study, body, sig, at)"
                            + " VALUES (:sid, :signer, :type, :study, :body, :sig, :now)"
                            + " ON CONFLICT (sid, signer, type) DO NOTHING")
                    .bind("sid", sid)
                    .bind("signer", signer)
                    .bind("type", type)
                    .bind("study", study)
                    .bind("body", signed.body())
                    .bind("sig", signed.signature())
                    .bind("now", now.toEpochMilli())
                    .execute());
  }
}
