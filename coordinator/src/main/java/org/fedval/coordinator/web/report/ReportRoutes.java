package org.fedval.coordinator.web.report;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.report.table.EstimateTable;
import org.fedval.coordinator.web.Action;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.study.StudyAddress;

/** The addresses of a published report: its page, its figures' numbers, and the signed files. */
public final class ReportRoutes {
  private static final String BASE = StudyAddress.PATTERN + "/report";
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String JSON = "application/json";

  private final ReportShelf shelf;
  private final StudyVisibility visibility;

  public ReportRoutes(ReportShelf shelf, StudyVisibility visibility) {
    this.shelf = shelf;
    this.visibility = visibility;
  }

  /**
   * What the page with all estimates takes.
   *
   * @param at address of the report's page
   */
  public record Rows(String at, List<EstimateTable.Block> blocks) {}

  /** What a report's own address answers. */
  @FunctionalInterface
  private interface Part {
    void send(Context answer, BoundReport report);
  }

  public List<Route> routes() {
    return List.of(
        Route.get(BASE, Permission.READ_STUDIES, this::page),
        Route.get(BASE + "/estimates", Permission.READ_STUDIES, this::estimates),
        read("/figures/{file}", ReportRoutes::figure),
        read("/tables/{file}", ReportRoutes::table),
        read("/estimates.csv", (a, report) -> file(a, "estimates.csv", CSV, report.estimates())),
        read("/report.json", (a, r) -> file(a, "report.json", JSON, r.stored().json())),
        read(
            "/report.json.sig",
            (a, r) -> file(a, "report.json.sig", "text/plain", r.stored().signature())),
        read(
            "/report.html",
            (a, r) -> file(a, "report.html", "text/html; charset=utf-8", r.stored().html())));
  }

  private Route read(String path, Part part) {
    Action.Known action = (request, visitor) -> part.send(request, bound(request, visitor));
    return Route.get(BASE + path, Permission.READ_STUDIES, action);
  }

  private void page(Context request, Visitor visitor) {
    BoundReport report = bound(request, visitor);
    Shell shell = Shell.of(report.title(), visitor).at(NavItem.STUDIES);
    Pages.show(request, "report.jte", shell, report.body());
  }

  private void estimates(Context request, Visitor visitor) {
    BoundReport report = bound(request, visitor);
    Shell shell = Shell.of("All estimates of " + report.title(), visitor).at(NavItem.STUDIES);
    String at = StudyAddress.report(StudyAddress.visible(request, visitor, visibility));
    Pages.show(request, "report-estimates.jte", shell, new Rows(at, report.blocks()));
  }

  private BoundReport bound(Context request, Visitor visitor) {
    return shelf
        .find(StudyAddress.visible(request, visitor, visibility))
        .orElseThrow(Problem::notFound);
  }

  private static void figure(Context answer, BoundReport report) {
    String file = answer.pathParam("file");
    if (file.endsWith(".json")) {
      answer.contentType(JSON).result(found(report.figureJson(stem(file))));
    } else {
      file(answer, file, CSV, found(report.figureCsv(stem(file))));
    }
  }

  private static void table(Context answer, BoundReport report) {
    String file = answer.pathParam("file");
    file(answer, file, CSV, found(report.tableCsv(stem(file))));
  }

  private static String stem(String file) {
    return Map.of(".csv", 4, ".json", 5).entrySet().stream()
        .filter(ending -> file.endsWith(ending.getKey()))
        .map(ending -> file.substring(0, file.length() - ending.getValue()))
        .findFirst()
        .orElseThrow(Problem::notFound);
  }

  private static String found(Optional<String> text) {
    return text.orElseThrow(Problem::notFound);
  }

  /** A file to keep; the name comes from the report itself and holds no quote. */
  private static void file(Context answer, String name, String type, String text) {
    attach(answer, name, type).result(text);
  }

  private static void file(Context answer, String name, String type, byte[] bytes) {
    attach(answer, name, type).result(bytes);
  }

  private static Context attach(Context answer, String name, String type) {
    return answer
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .contentType(type);
  }
}
