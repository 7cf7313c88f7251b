package org.fedval.coordinator.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.util.List;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyDesk;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.web.Action;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;

/** The addresses of the REST interface, its description and the health checks. */
public final class ApiRoutes {
  /** What every address of this version begins with. */
  static final String ROOT = Route.API + "v1";

  private static final String STUDY = "/studies/{study}";
  private static final double PER_SECOND = 10;
  private static final int AT_ONCE = 120;

  private final Parts parts;
  private final RateLimit limit;

  /** What the interface reads from, and the desk that cancels. */
  public record Parts(
      StudyBoard board,
      StudyDesk desk,
      ReportRepository reports,
      SiteRepository sites,
      RosterBook rosters,
      RosterRepository rosterRows,
      Revocation revocation,
      AuditLog audit,
      StudyVisibility visibility,
      Clock clock) {}

  public ApiRoutes(Parts parts) {
    this.parts = parts;
    this.limit = new RateLimit(parts.clock(), PER_SECOND, AT_ONCE);
  }

  public List<Route> routes() {
    StudiesApi studies = new StudiesApi(parts.board(), parts.desk(), parts.visibility());
    StudyEvents events = new StudyEvents(parts.desk());
    ReportApi reports = new ReportApi(studies, parts.reports());
    SitesApi sites =
        new SitesApi(parts.sites(), parts.rosters(), parts.rosterRows(), parts.revocation());
    LogApi log = new LogApi(parts.audit());
    HealthApi health = new HealthApi(parts.board());
    return List.of(
        get("/me", Permission.READ_STUDIES, ApiRoutes::me),
        get("/studies", Permission.READ_STUDIES, studies::list),
        get(STUDY, Permission.READ_STUDIES, studies::get),
        Route.post(ROOT + STUDY + "/cancel", Permission.CANCEL_STUDIES, limited(studies::cancel)),
        get(
            STUDY + "/events",
            Permission.READ_STUDIES,
            (request, visitor) -> events.stream(request, studies.visible(request, visitor))),
        get(STUDY + "/report", Permission.READ_STUDIES, reports::json),
        get(STUDY + "/report/{form}", Permission.READ_STUDIES, reports::form),
        get("/sites", Permission.READ_SITES, sites::list),
        get("/rosters/current", Permission.READ_SITES, sites::current),
        get("/rosters/{roster}", Permission.READ_SITES, sites::version),
        get("/log/checkpoint", Permission.READ_LOG, log::checkpoint),
        get("/log/entries", Permission.READ_LOG, log::entries),
        get("/log/entries/{index}", Permission.READ_LOG, log::inclusion),
        get("/log/consistency", Permission.READ_LOG, log::consistency),
        open(
            ROOT + "/openapi.yaml",
            (request, visitor) -> JsonAnswer.send(request, ApiDocument.yaml(), "application/yaml")),
        open(
            "/api",
            (request, visitor) ->
                Pages.show(
                    request, "api.jte", Shell.of("REST interface", visitor), ApiDocument.model())),
        open("/health/live", (request, visitor) -> HealthApi.live(request)),
        open("/health/ready", (request, visitor) -> health.ready(request)));
  }

  private Route get(String path, Permission permission, Action.Known action) {
    return Route.get(ROOT + path, permission, limited(action));
  }

  private static Route open(String path, Action action) {
    return Route.open(HandlerType.GET, path, action);
  }

  /** One caller asks so often and no more, whoever the others are. */
  private Action.Known limited(Action.Known action) {
    return (request, visitor) -> {
      int wait = limit.take(visitor.accountId());
      if (wait > 0) {
        request.header("Retry-After", Integer.toString(wait));
        throw Problem.tooMany("You ask too often; wait %d s.".formatted(wait));
      }
      action.answer(request, visitor);
    };
  }

  private static void me(Context request, Visitor visitor) {
    var node = JsonAnswer.node().put("name", visitor.name());
    node.set(
        "roles", JsonAnswer.texts(visitor.roles().stream().map(Query::word).sorted().toList()));
    node.set(
        "permissions",
        JsonAnswer.texts(
            List.of(Permission.values()).stream().filter(visitor::may).map(Query::word).toList()));
    node.put("party", visitor.actsFor().orElse(null));
    JsonAnswer.send(request, node);
  }
}
