package org.fedval.coordinator.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.fedval.crypto.primitive.Sha256Digest;

/** How often a sign-in with a name failed, by the hash of the name. */
public final class SignInFailureRepository {
  private final Database database;

  public SignInFailureRepository(Database database) {
    this.database = database;
  }

  /**
   * What is known of one name.
   *
   * @param lockedUntil before it no password is looked at
   */
  public record Failures(long count, Instant lockedUntil) {}

  public Optional<Failures> find(Sha256Digest login) {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT failures, locked_until FROM sign_in_failure"
                            + " WHERE login_hash = :login")
                    .bind("login", login.toByteArray())
                    .map(
                        (row, ctx) ->
                            new Failures(
                                row.getLong("failures"),
                                Instant.ofEpochMilli(row.getLong("locked_until"))))
                    .findOne());
  }

  /**
   * Goes from what was known to what is known now.
   *
   * @param before empty when nothing was
   * @return false when another sign-in was faster, so that it must be read again
   */
  public boolean replace(
      Sha256Digest login, Optional<Failures> before, Failures after, Instant now) {
    String statement =
        before.isEmpty()
            ? "INSERT INTO sign_in_failure (login_hash, failures, locked_until, at)"
                + " VALUES (:login, :failures, :until, :now) ON CONFLICT DO NOTHING"
            : "UPDATE sign_in_failure SET failures = :failures, locked_until = :until, at = :now"
                + " WHERE login_hash = :login AND failures = :before";
    return database
            .jdbi()
            .withHandle(
                h ->
                    h.createUpdate(statement)
                        .bind("login", login.toByteArray())
                        .bind("failures", after.count())
                        .bind("until", after.lockedUntil().toEpochMilli())
                        .bind("now", now.toEpochMilli())
                        .bindMap(before.map(b -> Map.of("before", b.count())).orElse(Map.of()))
                        .execute())
        == 1;
  }

  /** Forgets a name, after a sign-in that did not fail. */
  public void forget(Sha256Digest login) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate("DELETE FROM sign_in_failure WHERE login_hash = :login")
                    .bind("login", login.toByteArray())
                    .execute());
  }

  /** Forgets what happened before that moment. */
  public void forgetBefore(Instant moment) {
    database
        .jdbi()
        .useHandle(
            h ->
                h.createUpdate(
                        "DELETE FROM sign_in_failure WHERE at < :moment AND locked_until < :moment")
                    .bind("moment", moment.toEpochMilli())
                    .execute());
  }
}
