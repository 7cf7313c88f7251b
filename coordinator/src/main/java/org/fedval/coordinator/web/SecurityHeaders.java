package org.fedval.coordinator.web;

import io.javalin.http.Context;

/** The headers of every answer: no foreign or inline script, no framing, nothing kept. */
final class SecurityHeaders {
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private SecurityHeaders() {}

  /**
   * Sets them.
   *
   * @param overTls whether browsers reach this server by TLS alone
   */
  static void set(Context answer, boolean overTls) {
    answer.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    answer.header("X-Content-Type-Options", "nosniff");
    answer.header("X-Frame-Options", "DENY");
    answer.header("Referrer-Policy", "same-origin");
    answer.header("Cross-Origin-Opener-Policy", "same-origin");
    answer.header("Cross-Origin-Resource-Policy", "same-origin");
    answer.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    answer.header("Cache-Control", "no-store");
    if (overTls) {
      answer.header("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
