package org.fedval.coordinator.access;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person or script that is signed in.
 *
 * @param accountId of the account, never shown to others
 * @param name as pages greet them
 * @param roles never empty
 * @param party the name in the vendor's client certificate that this account acts for; null when it
 *     acts for no vendor
 * @param antiForgeryToken what a form must send back; null for a script with an API token, whose
 *     browser nobody can misuse
 */
public record Visitor(
    String accountId,
    String name,
    Set<Role> roles,
    @Nullable String party,
    @Nullable String antiForgeryToken) {
  public Visitor {
    roles = Set.copyOf(roles);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("A visitor has at least one role.");
    }
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  public boolean may(Permission permission) {
    return !Collections.disjoint(roles, permission.roles());
  }

  /** The vendor that this visitor acts for. */
  public Optional<String> actsFor() {
    return has(Role.VENDOR) ? Optional.ofNullable(party) : Optional.empty();
  }

  /** Without the token, which is a secret. */
  @Override
  public String toString() {
    return "Visitor[%s %s]".formatted(accountId, roles);
  }
}
