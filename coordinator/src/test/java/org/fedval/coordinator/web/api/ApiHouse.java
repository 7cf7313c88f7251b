package org.fedval.coordinator.web.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.desk.StudyBoard;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.audit.AuditPages;
import org.fedval.coordinator.web.audit.NameSources;
import org.fedval.coordinator.web.report.ReportRoutes;
import org.fedval.coordinator.web.report.ReportShelf;
import org.fedval.coordinator.web.study.StudyListPage;
import org.fedval.coordinator.web.study.StudyLivePage;
import org.fedval.coordinator.web.study.StudyStreams;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The REST interface and the pages of studies and log over a house, on loopback. The header {@code
 * X-Test-Role} says who asks; administrators see every study, others those in {@code seen}.
 */
final class ApiHouse implements AutoCloseable {
  final Set<Sha256Digest> seen = new HashSet<>();
  final WebServer server;
  private final StudyStreams streams;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiHouse(House house) throws IOException {
    StudyVisibility visibility =
        (visitor, study) -> visitor.has(Role.ADMINISTRATOR) || seen.contains(study);
    StudyBoard board =
        new StudyBoard(
            new StudyIndex(house.database),
            house.studies,
            house.rosters,
            house.lockedStudies,
            house.desk.live());
    streams = new StudyStreams(board, house.desk.live(), house.clock);
    List<Route> routes =
        new ArrayList<>(
            new ApiRoutes(
                    new ApiRoutes.Parts(
                        board,
                        house.desk,
                        house.reports,
                        house.sites,
                        house.rosters,
                        house.rosterRows,
                        new Revocation(
                            new IdentityRepository(house.database), house.rosters, house.clock),
                        house.audit,
                        visibility,
                        house.clock))
                .routes());
    routes.addAll(pages(house, board, visibility));
    server =
        WebServer.start(
            new WebConfig(null, 0, null, null, null, null),
            request ->
                Optional.ofNullable(request.header("X-Test-Role"))
                    .map(r -> new Visitor(r, "Ada", Set.of(Role.valueOf(r)), "acme", null)),
            routes);
  }

  /** The pages that tell of studies, reports and the log. */
  private List<Route> pages(House house, StudyBoard board, StudyVisibility visibility) {
    ReportShelf shelf = new ReportShelf(house.reports);
    List<Route> pages = new ArrayList<>();
    pages.addAll(new StudyListPage(board, visibility, house.clock).routes());
    pages.addAll(
        new StudyLivePage(board, house.desk, visibility, streams, shelf::attrition, house.clock)
            .routes());
    pages.addAll(new ReportRoutes(shelf, visibility).routes());
    pages.addAll(
        new AuditPages(
                house.audit,
                new NameSources(
                    house.studies,
                    new SessionBodyRepository(house.database),
                    house.rosterRows,
                    house.sites,
                    visibility),
                house.clock)
            .routes());
    return pages;
  }

  HttpRequest.Builder to(String path, Role role) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    return role == null ? request : request.header("X-Test-Role", role.name());
  }

  HttpResponse<String> get(String path, Role role) throws Exception {
    return send(to(path, role));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, Role role) throws Exception {
    return client.send(to(path, role).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** What a stream of events sends first. */
  String firstEvent(String path, Role role) throws Exception {
    HttpResponse<InputStream> answer =
        client.send(
            to(path, role).header("Accept", "text/event-stream").build(),
            HttpResponse.BodyHandlers.ofInputStream());
    StringBuilder event = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null && !(line.isEmpty() && event.indexOf("data:") >= 0)) {
        event.append(line).append('\n');
        line = lines.readLine();
      }
    }
    return event.toString();
  }

  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
