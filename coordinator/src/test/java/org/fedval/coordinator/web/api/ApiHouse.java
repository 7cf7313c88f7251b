package org.fedval.coordinator.web.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.WebServer;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * The REST interface over a house, on loopback. The header {@code X-Test-Role} says who asks;
 * administrators see every study, others those in {@code seen}.
 */
final class ApiHouse implements AutoCloseable {
  final Set<Sha256Digest> seen = new HashSet<>();
  final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  ApiHouse(House house) throws IOException {
    StudyVisibility visibility =
        (visitor, study) -> visitor.has(Role.ADMINISTRATOR) || seen.contains(study);
    List<Route> routes =
        new ArrayList<>(
            new ApiRoutes(
                    new ApiRoutes.Parts(
                        new StudyBoard(
                            new StudyIndex(house.database),
                            house.studies,
                            house.rosters,
                            house.lockedStudies,
                            house.desk.live()),
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
    server =
        WebServer.start(
            new WebConfig(null, 0, null, null, null, null),
            request ->
                Optional.ofNullable(request.header("X-Test-Role"))
                    .map(r -> new Visitor(r, "Ada", Set.of(Role.valueOf(r)), "acme", null)),
            routes);
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

  @Override
  public void close() {
    server.close();
  }
}
