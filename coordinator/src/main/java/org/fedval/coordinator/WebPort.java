package org.fedval.coordinator;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.desk.PackageIntake;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.DraftRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.audit.AuditPages;
import org.fedval.coordinator.web.audit.NameSources;
import org.fedval.coordinator.web.sites.SitesPages;
import org.fedval.coordinator.web.submit.DraftPages;
import org.fedval.coordinator.web.submit.UploadPages;

/** The HTTP port: which pages and which part of the REST interface there are. */
final class WebPort {
  private WebPort() {}

  /**
   * Listens.
   *
   * @throws IOException with one sentence when the port is in use
   */
  static WebServer open(Services services, WebConfig config) throws IOException {
    return WebServer.start(config, request -> Optional.empty(), routes(services, config));
  }

  /** Submitting, sites and the log. */
  private static List<Route> governing(
      Services services, StudyVisibility visibility, WebConfig config) {
    Database database = services.database();
    TokenRepository tokens = new TokenRepository(database);
    DraftPages drafts =
        new DraftPages(
            new DraftPages.Sources(
                new DraftRepository(database),
                services.rosters(),
                services.studies(),
                services.reports(),
                visibility,
                services.clock()),
            config.maxUploadBytes());
    List<Route> routes = new ArrayList<>(drafts.routes());
    routes.addAll(
        new UploadPages(
                new PackageIntake(services.bundles()),
                (submission, visitor) -> services.desk().submit(submission),
                drafts,
                config.maxUploadBytes())
            .routes());
    routes.addAll(
        new SitesPages(
                new SitesPages.Sources(
                    services.sites(),
                    new SiteLifeRepository(database),
                    services.rosterRows(),
                    tokens,
                    services.studies()),
                services.office(),
                services.outboxes()::isAttached,
                services.clock())
            .routes());
    routes.addAll(
        new AuditPages(
                services.audit(),
                new NameSources(
                    services.studies(),
                    services.bodies(),
                    services.rosterRows(),
                    services.sites(),
                    visibility),
                services.clock())
            .routes());
    return routes;
  }

  private static List<Route> routes(Services services, WebConfig config) {
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.open(HandlerType.GET, "/", (request, visitor) -> request.redirect("/studies")));
    routes.add(
        Route.open(HandlerType.GET, "/health", (request, visitor) -> request.result("serving\n")));
    routes.addAll(governing(services, (visitor, study) -> false, config));
    return routes;
  }
}
