package org.fedval.coordinator.web.study;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.desk.StudyPage;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;

/** The studies that a visitor may see, with filter, order and pages. */
public final class StudyListPage {
  private final StudyBoard board;
  private final StudyVisibility visibility;
  private final Clock clock;

  public StudyListPage(StudyBoard board, StudyVisibility visibility, Clock clock) {
    this.board = board;
    this.visibility = visibility;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(Route.get("/studies", Permission.READ_STUDIES, this::show));
  }

  private void show(Context request, Visitor visitor) {
    StudyListQuery query = StudyListQuery.of(request);
    StudyPage page;
    try {
      page = board.list(query.query(), study -> visibility.sees(visitor, study));
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(
          "UNKNOWN_PLACE", "The list has no such place any more; start at its first page.");
    }
    Pages.show(
        request,
        "studies.jte",
        Shell.of("Studies", visitor).at(NavItem.STUDIES),
        StudyListModel.of(query, page, visitor, clock.instant()));
  }
}
