package org.fedval.coordinator;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;

/** The HTTP port: which pages and which part of the REST interface there are. */
final class WebPort {
  private WebPort() {}

  /**
   * Listens.
   *
   * @throws IOException with one sentence when the port is in use
   */
  static WebServer open(Services services, WebConfig config) throws IOException {
    return WebServer.start(config, request -> Optional.empty(), routes(services));
  }

  private static List<Route> routes(Services services) {
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.open(HandlerType.GET, "/", (request, visitor) -> request.redirect("/studies")));
    routes.add(
        Route.open(HandlerType.GET, "/health", (request, visitor) -> request.result("serving\n")));
    return routes;
  }
}
