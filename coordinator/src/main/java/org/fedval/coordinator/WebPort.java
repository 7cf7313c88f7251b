package org.fedval.coordinator;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.report.ReportRoutes;
import org.fedval.coordinator.web.report.ReportShelf;
import org.fedval.coordinator.web.study.StudyListPage;
import org.fedval.coordinator.web.study.StudyLivePage;
import org.fedval.coordinator.web.study.StudyStreams;

/** The HTTP port: which pages and which part of the REST interface there are. */
final class WebPort {
  private WebPort() {}

  /**
   * Listens.
   *
   * @throws IOException with one sentence when the port is in use
   */
  static WebServer open(Services services, WebConfig config) throws IOException {
    StudyStreams streams =
        new StudyStreams(services.board(), services.desk().live(), services.clock());
    List<Route> routes = new ArrayList<>(routes(services));
    routes.addAll(studies(services, streams, (visitor, study) -> false));
    return WebServer.start(config, request -> Optional.empty(), routes).endingWith(streams::close);
  }

  /** The studies, each of them live, and their reports. */
  private static List<Route> studies(
      Services services, StudyStreams streams, StudyVisibility visibility) {
    ReportShelf shelf = new ReportShelf(services.reports());
    List<Route> routes = new ArrayList<>();
    routes.addAll(new StudyListPage(services.board(), visibility, services.clock()).routes());
    routes.addAll(
        new StudyLivePage(
                services.board(),
                services.desk(),
                visibility,
                streams,
                shelf::attrition,
                services.clock())
            .routes());
    routes.addAll(new ReportRoutes(shelf, visibility).routes());
    return routes;
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
