package org.fedval.coordinator.web.account;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What /account shows.
 *
 * @param party the vendor that the account acts for, if any
 * @param local whether the account has a password here
 * @param scopes what its roles could give to a token
 * @param made the text of the token that was just made, shown this once
 * @param wrong why a change was refused, if it was
 */
public record OwnAccount(
    String csrf,
    String login,
    String roles,
    @Nullable String party,
    boolean local,
    List<Session> sessions,
    List<Token> tokens,
    List<Scope> scopes,
    @Nullable String made,
    @Nullable String wrong) {

  /** One signed-in browser. */
  public record Session(boolean here, When began, When used, When ends) {}

  /** One API token. */
  public record Token(
      String id, String name, String scopes, When made, When ends, boolean over, When used) {}

  static List<Scope> scopesOf(Set<Role> roles) {
    return Arrays.stream(Scope.values())
        .filter(Scope::isForTokens)
        .filter(
            scope ->
                Arrays.stream(Permission.values())
                    .anyMatch(p -> p.scope() == scope && !Collections.disjoint(p.roles(), roles)))
        .toList();
  }

  /** Without the token that was made. */
  @Override
  public String toString() {
    return "OwnAccount[" + login + "]";
  }
}
