package org.fedval.coordinator.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;
import org.jspecify.annotations.Nullable;

/** Stands before every action: who asks, may they, and did their own page send it. */
final class Gate {
  /** Header of requests that a script of ours sends. */
  static final String HEADER = "X-CSRF-Token";

  /** Field of forms. */
  static final String FIELD = "csrf";

  private final VisitorSource visitors;

  Gate(VisitorSource visitors) {
    this.visitors = visitors;
  }

  Handler before(Route route) {
    return request -> {
      Optional<Visitor> visitor = visitors.of(request);
      route
          .access()
          .permission()
          .ifPresent(
              needed -> {
                if (!visitor.orElseThrow(Problem::notSignedIn).may(needed)) {
                  throw Problem.notAllowed();
                }
              });
      refuseForged(request);
      visitor.ifPresent(v -> refuseForged(request, v));
      route.action().answer(request, visitor.orElse(null));
    };
  }

  /** A browser says where a request comes from; one from another site changes nothing here. */
  private static void refuseForged(Context request) {
    String from = request.header("Sec-Fetch-Site");
    if (changes(request) && from != null && !from.equals("same-origin") && !from.equals("none")) {
      throw Problem.forged();
    }
  }

  private static void refuseForged(Context request, Visitor visitor) {
    String token = visitor.antiForgeryToken();
    if (token != null && changes(request) && !same(token, sent(request))) {
      throw Problem.forged();
    }
  }

  private static boolean changes(Context request) {
    return !request.method().equals(HandlerType.GET);
  }

  private static @Nullable String sent(Context request) {
    String header = request.header(HEADER);
    return header == null ? request.formParam(FIELD) : header;
  }

  private static boolean same(String token, @Nullable String sent) {
    return sent != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }
}
