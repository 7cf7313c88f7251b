package org.fedval.coordinator.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;

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
    if (token != null && changes(request)) {
      AntiForgery.check(request, token);
    }
  }

  private static boolean changes(Context request) {
    return !request.method().equals(HandlerType.GET);
  }
}
