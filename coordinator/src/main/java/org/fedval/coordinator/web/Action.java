package org.fedval.coordinator.web;

import io.javalin.http.Context;
import org.fedval.coordinator.access.Visitor;
import org.jspecify.annotations.Nullable;

/** What a route does once the gate let the request through. */
@FunctionalInterface
public interface Action {
  /**
   * Answers.
   *
   * @param visitor who asks; null only on routes open to anybody
   */
  void answer(Context request, @Nullable Visitor visitor) throws Exception;

  /** An action of a route that needs a permission, so that the visitor is known. */
  static Action of(Known action) {
    return (request, visitor) -> {
      if (visitor == null) {
        throw Problem.notSignedIn();
      }
      action.answer(request, visitor);
    };
  }

  /** An action whose visitor is known. */
  @FunctionalInterface
  interface Known {
    void answer(Context request, Visitor visitor) throws Exception;
  }
}
