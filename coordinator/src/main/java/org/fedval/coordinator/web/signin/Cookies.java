package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.fedval.coordinator.account.Secret;

/**
 * The cookies: never readable by script, never sent to another address, and over TLS bound to this
 * host by the prefix {@code __Host-} (RFC 6265bis section 4.1.3).
 *
 * @param overTls whether browsers come by TLS
 */
public record Cookies(boolean overTls) {
  private static final int UNTIL_CLOSED = -1;
  private static final int FORGET = 0;

  /** What a cookie is for. */
  enum Purpose {
    /** A signed-in browser. Lax, so that a link in a message opens the page that it names. */
    SESSION("fedval", SameSite.LAX),
    /** A browser that looks at the form to sign in. */
    FORM("fedval-form", SameSite.STRICT),
    /** A browser that is away at the OpenID provider, which sends it back from another site. */
    PROVIDER("fedval-provider", SameSite.LAX);

    private final String name;
    private final SameSite sameSite;

    Purpose(String name, SameSite sameSite) {
      this.name = name;
      this.sameSite = sameSite;
    }
  }

  /** The session's cookie as it was sent, if any. */
  public Optional<Secret> session(Context request) {
    return read(request, Purpose.SESSION).map(Secret::sent);
  }

  void signedIn(Context answer, Secret session) {
    set(answer, Purpose.SESSION, session.reveal());
    forget(answer, Purpose.FORM);
  }

  void signedOut(Context answer) {
    forget(answer, Purpose.SESSION);
  }

  Optional<String> read(Context request, Purpose purpose) {
    return Optional.ofNullable(request.cookie(name(purpose)));
  }

  void set(Context answer, Purpose purpose, String value) {
    answer.cookie(cookie(purpose, value, UNTIL_CLOSED));
  }

  void forget(Context answer, Purpose purpose) {
    answer.cookie(cookie(purpose, "", FORGET));
  }

  private Cookie cookie(Purpose purpose, String value, int maxAge) {
    return new Cookie(name(purpose), value, "/", maxAge, overTls, true, null, purpose.sameSite);
  }

  private String name(Purpose purpose) {
    return overTls ? "__Host-" + purpose.name : purpose.name;
  }
}
