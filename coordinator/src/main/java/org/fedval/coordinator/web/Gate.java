package org.fedval.coordinator.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;
import org.jspecify.annotations.Nullable;

/** Stands before every action: who asks, may they, and did their own page send it. */
final class Gate {
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
      if (!(route.action() instanceof Upload)) {
        refuseFiles(request);
        visitor.ifPresent(v -> refuseForged(request, v));
      }
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
    if (token != null && changes(request)) {
      AntiForgery.check(request, token);
    }
  }

  /** A form with files is read by an {@link Upload} only, which checks the token itself. */
  private static void refuseFiles(Context request) {
    if (isForm(request.contentType())) {
      throw Problem.badRequest("NO_FILES", "This address takes no files.");
    }
  }

  /** Whether a body is a form that may have files. */
  static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static boolean changes(Context request) {
    return !request.method().equals(HandlerType.GET);
  }
}
