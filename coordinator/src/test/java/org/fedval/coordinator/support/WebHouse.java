package org.fedval.coordinator.support;

import java.io.IOException;
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
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.report.ReportRoutes;
import org.fedval.coordinator.web.report.ReportShelf;
import org.fedval.coordinator.web.study.StudyListPage;
import org.fedval.coordinator.web.study.StudyLivePage;
import org.fedval.coordinator.web.study.StudyStreams;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The pages of studies over a {@link House}; a request says in a header who makes it. */
public final class WebHouse implements AutoCloseable {
  public static final String ROLE = "X-Test-Role";
  public static final String TOKEN = "token of the form";

  public final House house;
  public final Set<Sha256Digest> hidden = new HashSet<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final StudyStreams streams;
  private final WebServer server;

  /**
   * @param role of requests that do not say one; null lets them in as nobody
   * @param port 0 for a free one
   */
  public WebHouse(House house, @Nullable Role role, int port) throws IOException {
    this.house = house;
    StudyVisibility visibility =
        (visitor, study) -> visitor.has(Role.ADMINISTRATOR) || !hidden.contains(study);
    StudyBoard board =
        new StudyBoard(
            new StudyIndex(house.database),
            house.studies,
            house.rosters,
            house.lockedStudies,
            house.desk.live());
    ReportShelf shelf = new ReportShelf(house.reports);
    streams = new StudyStreams(board, house.desk.live(), house.clock);
    List<Route> routes = new ArrayList<>();
    routes.addAll(new StudyListPage(board, visibility, house.clock).routes());
    routes.addAll(
        new StudyLivePage(board, house.desk, visibility, streams, shelf::attrition, house.clock)
            .routes());
    routes.addAll(new ReportRoutes(shelf, visibility).routes());
    server =
        WebServer.start(
            new WebConfig(null, port, null, null, null, null),
            request ->
                Optional.ofNullable(request.header(ROLE))
                    .map(Role::valueOf)
                    .or(() -> Optional.ofNullable(role))
                    .map(r -> new Visitor(r.name(), "Ada", Set.of(r), null, TOKEN)),
            routes);
  }

  /** A report under a study's digest, with the proof of another one, which does not fit it. */
  public Sha256Digest store(ValidationReport report, StoredReport proven) throws Exception {
    ReportProof proof = ReportJson.readProof(proven.json());
    byte[] json = ReportJson.write(report, proof);
    Sha256Digest study = Sha256Digest.parse(report.study().digest());
    byte[] html = ReportHtml.render(report, proof).getBytes(StandardCharsets.UTF_8);
    house.reports.add(
        study.toByteArray(),
        new StoredReport(json, proven.signature(), html),
        house.clock.instant());
    return study;
  }

  public HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  /** Asks as a role. */
  public HttpResponse<String> get(Role role, String path) throws Exception {
    return send(to(path).header(ROLE, role.name()));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  public HttpClient client() {
    return client;
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
