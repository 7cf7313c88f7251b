package org.fedval.coordinator.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;

/** Tells who sends a request: by the cookie of a session or by an API token. */
@FunctionalInterface
public interface VisitorSource {
  /** Empty when nobody is signed in, or no longer. */
  Optional<Visitor> of(Context request);
}
