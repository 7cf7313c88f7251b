package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.account.Sessions;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.VisitorSource;

/** Who sends a request: by the cookie of a session or by an API token, never by both. */
public final class WebVisitors implements VisitorSource {
  private static final String SCHEME = "Bearer ";

  private final AccountServices accounts;
  private final Cookies cookies;

  public WebVisitors(AccountServices accounts, Cookies cookies) {
    this.accounts = accounts;
    this.cookies = cookies;
  }

  @Override
  public Optional<Visitor> of(Context request) {
    Optional<Secret> cookie = cookies.session(request);
    String authorization = request.header("Authorization");
    if (authorization == null) {
      return cookie.flatMap(accounts.sessions()::find).flatMap(Sessions.Open::visitor);
    }
    if (cookie.isPresent()) {
      throw Problem.badRequest(
          "TWO_IDENTITIES", "Send the cookie of a session or an API token, not both.");
    }
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? accounts.tokens().find(Secret.sent(authorization.substring(SCHEME.length()).strip()))
        : Optional.empty();
  }
}
