package org.fedval.coordinator.access;

import java.util.Collections;
import java.util.EnumSet;
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
 * @param scopes all of them for a signed-in person, those of the token for a script
 */
public record Visitor(
    String accountId,
    String name,
    Set<Role> roles,
    @Nullable String party,
    @Nullable String antiForgeryToken,
    Set<Scope> scopes) {
  public Visitor {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("A visitor has at least one role.");
    }
  }

  /** A person with a session, who may do what the roles allow. */
  public Visitor(
      String accountId,
      String name,
      Set<Role> roles,
      @Nullable String party,
      @Nullable String antiForgeryToken) {
    this(accountId, name, roles, party, antiForgeryToken, EnumSet.allOf(Scope.class));
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  public boolean may(Permission permission) {
    return !Collections.disjoint(roles, permission.roles()) && scopes.contains(permission.scope());
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
