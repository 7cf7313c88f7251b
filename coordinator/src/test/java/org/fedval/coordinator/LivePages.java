package org.fedval.coordinator;

import io.grpc.ServerServiceDefinition;
import java.net.HttpCookie;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.config.CoordinatorConfig;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.config.OidcConfig;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.store.AccountRepository;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.Browser;
import org.fedval.coordinator.web.Route;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.files.PrivateFiles;

/**
 * A whole coordinator with pages on free ports of the loopback interface, and beside it what a
 * second process on the same database would have.
 */
final class LivePages implements AutoCloseable {
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  static {
    FLYWAY.setLevel(Level.WARNING);
  }

  final CoordinatorHome home;
  final Database database;
  final AccountServices accounts;
  private final CoordinatorServer server;
  private final Clock clock;

  private LivePages(CoordinatorHome home, CoordinatorServer server, Clock clock) {
    this.home = home;
    this.server = server;
    this.clock = clock;
    this.database = Database.open(home.database());
    this.accounts = AccountServices.over(database, clock, new SecureRandom());
  }

  static LivePages start(Path folder, Clock clock) throws Exception {
    OidcConfig nobodys =
        new OidcConfig("http://127.0.0.1:9", "fedval", "oidc-secret", "Nobody", null, null);
    return start(folder, clock, new WebConfig(null, 0, null, null, null, null, null, nobodys));
  }

  static LivePages start(Path folder, Clock clock, WebConfig web) throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder);
    CoordinatorSetup.init(home, clock, new SecureRandom());
    PrivateFiles.write(folder.resolve("oidc-secret"), "the client's secret\n".getBytes());
    CoordinatorConfig config =
        new CoordinatorConfig(
            CoordinatorConfig.SCHEMA, "127.0.0.1", 0, 0, 60L, 60L, 60L, web, null, null);
    return new LivePages(home, CoordinatorServer.start(home, config, "test", clock), clock);
  }

  int port() {
    return server.webPort().orElseThrow();
  }

  int grpcPort() {
    return server.port();
  }

  int enrolmentPort() {
    return server.enrolmentPort();
  }

  List<Route> routes() {
    return server.routes();
  }

  List<ServerServiceDefinition> grpcServices() {
    return server.grpcServices();
  }

  Browser browser() {
    return new Browser(port());
  }

  /** A browser of somebody who is signed in. */
  Browser browser(Account account) {
    Browser browser = browser();
    HttpCookie cookie = new HttpCookie("fedval", session(account).reveal());
    cookie.setPath("/");
    cookie.setVersion(0);
    browser.steal(cookie);
    return browser;
  }

  /** An account that has signed in before, without a password to spare its work. */
  Account account(String login, String party, Role... roles) {
    Account account =
        new Account(
            Sha256Digest.hash(login.getBytes()).hex().substring(0, 32),
            login,
            "Name of " + login,
            Set.of(roles),
            party,
            null,
            null,
            false,
            clock.instant());
    new AccountRepository(database).add(account, null);
    return account;
  }

  /** A session of the account, begun by another process. */
  Secret session(Account account) {
    return accounts.sessions().begin(account);
  }

  Secret token(Account account, Scope... scopes) throws Exception {
    return accounts
        .tokens()
        .create(account.id(), "script", Set.copyOf(Arrays.asList(scopes)), Duration.ofDays(1));
  }

  /** A published study of a vendor, with a report of its own; its digest. */
  Sha256Digest study(int number, String party) {
    ValidationStudy study =
        new ValidationStudy(
            "s-" + number,
            bytes(32, number),
            StudyState.PUBLISHED,
            "The report is published.",
            new SignedBody(bytes(8, number), bytes(64, number)),
            bytes(64, number),
            bytes(9, number),
            ValidationStudy.NO_BUNDLE,
            bytes(32, 8));
    new StudyRepository(database).add(study, party, clock.instant());
    new ReportRepository(database)
        .add(
            study.digest(),
            new ReportRepository.StoredReport(
                "{\"of\":%d}".formatted(number).getBytes(), bytes(64, 1), bytes(9, 65)),
            clock.instant());
    return Sha256Digest.of(study.digest());
  }

  private static byte[] bytes(int length, int fill) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }
}
