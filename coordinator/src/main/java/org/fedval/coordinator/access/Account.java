package org.fedval.coordinator.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may sign in. The hash of the password is not in it.
 *
 * @param id random; opens nothing
 * @param login what is typed at sign-in; see {@link LoginName}
 * @param name as pages greet them
 * @param roles empty when an administrator has not given any yet
 * @param party the name in the vendor's client certificate that this account acts for, if any
 * @param provider where the account signs in; null for a local password
 * @param oneTimeUntil until when the one-time password is good; null when the password is the
 *     person's own
 */
public record Account(
    String id,
    String login,
    String name,
    Set<Role> roles,
    @Nullable String party,
    @Nullable Provider provider,
    @Nullable Instant oneTimeUntil,
    boolean disabled,
    Instant createdAt) {
  public Account {
    roles = Set.copyOf(roles);
  }

  /** An account at an OpenID provider. */
  public record Provider(String issuer, String subject) {}

  /** Whether the password must be changed before anything else. */
  public boolean mustChangePassword() {
    return oneTimeUntil != null;
  }

  @Override
  public String toString() {
    return "Account[%s %s]".formatted(id, roles);
  }
}
