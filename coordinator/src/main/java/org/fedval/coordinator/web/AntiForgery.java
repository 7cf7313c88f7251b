package org.fedval.coordinator.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Whether a form came from a page of ours: it holds a token that only this browser was given. */
public final class AntiForgery {
  /** Header of requests that a script of ours sends. */
  static final String HEADER = "X-CSRF-Token";

  /** Field of forms. */
  static final String FIELD = "csrf";

  private AntiForgery() {}

  /**
   * Refuses a request that does not hold the token.
   *
   * @throws Problem when it is missing or another
   */
  public static void check(Context request, String token) {
    if (!holds(request, token)) {
      throw Problem.forged();
    }
  }

  /** Whether the request holds the token. */
  public static boolean holds(Context request, String token) {
    String header = request.header(HEADER);
    return same(token, header == null ? request.formParam(FIELD) : header);
  }

  static boolean same(String token, @Nullable String sent) {
    return sent != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }
}
