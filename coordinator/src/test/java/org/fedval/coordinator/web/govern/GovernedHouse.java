package org.fedval.coordinator.web.govern;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.desk.PackageIntake;
import org.fedval.coordinator.desk.Submission;
import org.fedval.coordinator.grpc.Announcer;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.SiteOffice;
import org.fedval.coordinator.store.DraftRepository;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.VisitorSource;
import org.fedval.coordinator.web.WebServer;
import org.fedval.coordinator.web.audit.AuditPages;
import org.fedval.coordinator.web.audit.NameSources;
import org.fedval.coordinator.web.sites.SitesPages;
import org.fedval.coordinator.web.submit.DraftPages;
import org.fedval.coordinator.web.submit.UploadPages;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.submission.StudyPackage;
import org.fedval.wire.submission.StudyPackageFile;

/** A coordinator's parts behind the pages for vendors, administrators and auditors. */
public final class GovernedHouse implements AutoCloseable {
  static final String TOKEN = "form-token";
  static final VisitorSource BY_HEADER =
      request ->
          Optional.ofNullable(request.header("X-Test-Role"))
              .map(
                  role ->
                      new Visitor(
                          Optional.ofNullable(request.header("X-Test-Account")).orElse("ada"),
                          "Ada",
                          Set.of(Role.valueOf(role)),
                          request.header("X-Test-Party") == null ? "acme" : null,
                          TOKEN));

  public final House house;
  public final Set<Sha256Digest> hidden = new HashSet<>();
  public final SiteLifeRepository lives;
  final TokenRepository tokens;
  final Enrolment enrolment;
  public final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public GovernedHouse(Path folder, VisitorSource visitors, int maxUploadMib) throws Exception {
    house = new House(folder);
    lives = new SiteLifeRepository(house.database);
    tokens = new TokenRepository(house.database);
    IdentityRepository identities = new IdentityRepository(house.database);
    enrolment =
        new Enrolment(
            new Enrolment.Parts(house.sites, tokens, identities),
            CertificateAuthority.create(folder.resolve("ca"), "test", house.clock, house.random),
            house.coordinatorKey.verifyingKey(),
            house.clock,
            house.random);
    Revocation revocation = new Revocation(identities, house.rosters, house.clock);
    Announcer announcer = new Announcer(house.loop, house.outboxes, house.rosters, revocation);
    SiteOffice office =
        new SiteOffice(
            enrolment,
            house.rosters,
            revocation,
            new SiteOffice.Notices(announcer::roster, announcer::hangUp));
    WebConfig config = new WebConfig(null, 0, null, null, null, null, maxUploadMib, null);
    DraftPages drafts =
        new DraftPages(
            new DraftPages.Sources(
                new DraftRepository(house.database),
                house.rosters,
                house.studies,
                house.reports,
                (visitor, study) -> !hidden.contains(study),
                house.clock),
            config.maxUploadBytes());
    List<Route> routes = new ArrayList<>(drafts.routes());
    routes.addAll(
        new UploadPages(
                new PackageIntake(house.bundles),
                house.desk::submit,
                drafts,
                config.maxUploadBytes())
            .routes());
    routes.addAll(
        new SitesPages(
                new SitesPages.Sources(house.sites, lives, house.rosterRows, tokens, house.studies),
                office,
                house.outboxes::isAttached,
                house.clock)
            .routes());
    routes.addAll(
        new AuditPages(
                house.audit,
                new NameSources(
                    house.studies,
                    new SessionBodyRepository(house.database),
                    house.rosterRows,
                    house.sites,
                    (visitor, study) -> !hidden.contains(study)),
                house.clock)
            .routes());
    server = WebServer.start(config, visitors, routes);
  }

  /** What the owner packs for this roster. */
  byte[] packed(String studyId, Roster roster) throws Exception {
    house.sealed = house.seal(house.expires());
    Submission handedIn =
        house.handedIn(house.locked(studyId, roster).definition(), TinyStudy.plan(studyId), roster);
    Submission.SealedModel model = handedIn.model();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StudyPackageFile.writeHead(
        new StudyPackage(
            handedIn.definition(),
            handedIn.planYaml(),
            new StudyPackage.Model(model.manifest(), model.description(), model.wraps())),
        out);
    out.write(Files.readAllBytes(house.sealedFile()));
    return out.toByteArray();
  }

  HttpResponse<String> get(Role role, String path) throws Exception {
    return send(to(role, path));
  }

  byte[] bytes(Role role, String path) throws Exception {
    return client.send(to(role, path).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  /** A form of our own page. */
  HttpResponse<String> post(Role role, String path, Map<String, String> fields) throws Exception {
    return send(to(role, path).POST(form(fields, TOKEN)), "application/x-www-form-urlencoded");
  }

  static HttpRequest.BodyPublisher form(Map<String, String> fields, String token) {
    String text =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.BodyPublishers.ofString(
        text + (text.isEmpty() ? "" : "&") + "csrf=" + token);
  }

  /** A file as a browser sends it. */
  HttpResponse<String> upload(Role role, byte[] file, String token) throws Exception {
    return send(uploading(role, file, token));
  }

  HttpRequest.Builder uploading(Role role, byte[] file, String token) throws IOException {
    String boundary = "----fedval-test";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    write(
        body,
        "--%s\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n"
            .formatted(boundary, token));
    write(
        body,
        "--%s\r\nContent-Disposition: form-data; name=\"package\"; filename=\"study.fvs\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(boundary));
    body.write(file);
    write(body, "\r\n--%s--\r\n".formatted(boundary));
    return to(role, "/submit/packages")
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void write(ByteArrayOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  HttpRequest.Builder to(Role role, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("X-Test-Role", role.name());
  }

  HttpResponse<String> send(HttpRequest.Builder request, String type) throws Exception {
    return send(request.header("Content-Type", type));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    house.close();
  }
}
