package org.fedval.coordinator;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.desk.PackageIntake;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.DraftRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.account.AccountPage;
import org.fedval.coordinator.web.account.AccountsPages;
import org.fedval.coordinator.web.account.MembersPage;
import org.fedval.coordinator.web.api.ApiRoutes;
import org.fedval.coordinator.web.audit.AuditPages;
import org.fedval.coordinator.web.audit.NameSources;
import org.fedval.coordinator.web.report.ReportRoutes;
import org.fedval.coordinator.web.report.ReportShelf;
import org.fedval.coordinator.web.signin.Cookies;
import org.fedval.coordinator.web.signin.Entrance;
import org.fedval.coordinator.web.signin.FirstPasswordPage;
import org.fedval.coordinator.web.signin.SignInPages;
import org.fedval.coordinator.web.signin.WebVisitors;
import org.fedval.coordinator.web.sites.SitesPages;
import org.fedval.coordinator.web.study.StudyListPage;
import org.fedval.coordinator.web.study.StudyLivePage;
import org.fedval.coordinator.web.study.StudyStreams;
import org.fedval.coordinator.web.submit.DraftPages;
import org.fedval.coordinator.web.submit.UploadPages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP port: which pages and which part of the REST interface there are. */
final class WebPort {
  private static final Logger log = LoggerFactory.getLogger(WebPort.class);

  private WebPort() {}

  /**
   * Listens.
   *
   * @throws IOException with one sentence when the port is in use
   */
  static WebServer open(Services services, WebConfig config, CoordinatorHome home)
      throws IOException {
    if (services.accounts().first().make(home.firstPassword())) {
      log.info(
          "The first administrator's one-time password is in the file first-password of the"
              + " coordinator's home; sign in with it and choose another.");
    }
    Cookies cookies = new Cookies(config.overTls());
    StudyStreams streams =
        new StudyStreams(services.board(), services.desk().live(), services.clock());
    List<Route> routes = new ArrayList<>(routes(services));
    routes.addAll(governing(services, config));
    routes.addAll(studies(services, streams));
    routes.addAll(people(services, config, cookies, home));
    return WebServer.start(config, new WebVisitors(services.accounts(), cookies), routes)
        .endingWith(streams::close);
  }

  /** Signing in, accounts and who may read a study. */
  private static List<Route> people(
      Services services, WebConfig config, Cookies cookies, CoordinatorHome home) {
    AccountServices accounts = services.accounts();
    Entrance entrance = new Entrance(accounts.sessions(), cookies, services.audit());
    Clock clock = services.clock();
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new SignInPages(
                accounts,
                entrance,
                Boolean.TRUE.equals(config.behindProxy()),
                null,
                clock,
                new SecureRandom())
            .routes());
    routes.addAll(new FirstPasswordPage(accounts, entrance, home.firstPassword()).routes());
    routes.addAll(new AccountPage(accounts, entrance, cookies, clock).routes());
    routes.addAll(new AccountsPages(accounts.desk(), clock).routes());
    routes.addAll(new MembersPage(accounts, services.studies(), clock).routes());
    return routes;
  }

  /** The studies, each of them live, and their reports. */
  private static List<Route> studies(Services services, StudyStreams streams) {
    StudyVisibility visibility = services.accounts().visibility();
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

  /** Submitting, sites and the log. */
  private static List<Route> governing(Services services, WebConfig config) {
    StudyVisibility visibility = services.accounts().visibility();
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
                services.desk()::submit,
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

  private static List<Route> routes(Services services) {
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.open(HandlerType.GET, "/", (request, visitor) -> request.redirect("/studies")));
    routes.add(
        Route.open(HandlerType.GET, "/health", (request, visitor) -> request.result("serving\n")));
    routes.addAll(new ApiRoutes(api(services)).routes());
    return routes;
  }

  private static ApiRoutes.Parts api(Services services) {
    return new ApiRoutes.Parts(
        services.board(),
        services.desk(),
        services.reports(),
        services.sites(),
        services.rosters(),
        services.rosterRows(),
        services.revocation(),
        services.audit(),
        services.accounts().visibility(),
        services.clock());
  }
}
