package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.web.Route;
import org.fedval.wire.mtls.PeerIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds every route and every RPC of a running coordinator against {@link RuleTable}. */
class AuthorizationMatrixTest {
  private static final String THROUGH = "through";
  private static final String NOBODY = "not signed in";
  private static final String NOT_ALLOWED = "not allowed";

  @TempDir private Path folder;

  private LivePages pages;

  @BeforeEach
  void start() throws Exception {
    pages = LivePages.start(folder, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void the_table_names_every_route_and_no_other() {
    assertThat(pages.routes().stream().map(AuthorizationMatrixTest::name))
        .containsExactlyInAnyOrderElementsOf(RuleTable.routes().keySet());
  }

  @Test
  void every_route_lets_through_whom_the_table_names() throws Exception {
    Map<Role, Account> accounts = new TreeMap<>();
    for (Role role : Role.values()) {
      String party = role == Role.VENDOR ? "acme" : null;
      accounts.put(role, pages.account(role.name().toLowerCase(), party, role));
    }
    Account everything = pages.account("everything", "acme", Role.values());
    List<Scope> scopes = List.of(Scope.READ, Scope.SUBMIT, Scope.MANAGE);
    List<String> wrong = new ArrayList<>();
    for (Route route : pages.routes()) {
      RuleTable.Rule rule = RuleTable.routes().get(name(route));
      if (rule == null) {
        continue;
      }
      String path = path(route);
      Map<String, String> expected = new LinkedHashMap<>();
      Map<String, String> actual = new LinkedHashMap<>();
      expected.put("nobody", rule.open() ? THROUGH : NOBODY);
      actual.put("nobody", outcome(Caller.nobody(pages.port()).send(route, path)));
      for (Role role : Role.values()) {
        boolean may = rule.open() || rule.roles().contains(role);
        expected.put(role.name(), may ? THROUGH : NOT_ALLOWED);
        Caller caller = Caller.session(pages.port(), pages.session(accounts.get(role)));
        actual.put(role.name(), outcome(caller.send(route, path)));
      }
      for (Scope scope : scopes) {
        boolean may = rule.open() || rule.scope() == scope;
        expected.put("token " + scope, may ? THROUGH : NOT_ALLOWED);
        Caller caller = Caller.token(pages.port(), pages.token(everything, scope));
        actual.put("token " + scope, outcome(caller.send(route, path)));
        pages
            .accounts
            .tokens()
            .list(everything.id())
            .forEach(token -> pages.accounts.tokens().revoke(everything.id(), token.id()));
      }
      if (!expected.equals(actual)) {
        wrong.add(name(route) + "\n  expected " + expected + "\n  actual   " + actual);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_token_reaches_no_further_than_the_roles_of_its_account() throws Exception {
    Account researcher = pages.account("rita", null, Role.RESEARCHER);
    Caller caller =
        Caller.token(pages.port(), pages.token(researcher, Scope.READ, Scope.SUBMIT, Scope.MANAGE));
    List<String> through = new ArrayList<>();
    for (Route route : pages.routes()) {
      RuleTable.Rule rule = RuleTable.routes().get(name(route));
      if (rule != null && !rule.open() && !rule.roles().contains(Role.RESEARCHER)) {
        String outcome = outcome(caller.send(route, path(route)));
        if (outcome.equals(THROUGH)) {
          through.add(name(route));
        }
      }
    }
    assertThat(through).isEmpty();
  }

  @Test
  void the_table_names_every_rpc_and_no_other() {
    assertThat(RpcCaller.Method.of(pages.grpcServices()).stream().map(RpcCaller.Method::name))
        .containsExactlyInAnyOrderElementsOf(RuleTable.rpcs().keySet());
  }

  @Test
  void every_rpc_lets_through_the_certificates_that_the_table_names() throws Exception {
    Map<String, RpcCaller> callers = new LinkedHashMap<>();
    for (PeerIdentity.Kind kind : PeerIdentity.Kind.values()) {
      Path credentials = folder.resolve("caller-" + kind);
      CoordinatorSetup.issue(
          pages.home,
          new PeerIdentity(kind, "somebody"),
          credentials,
          Clock.systemUTC(),
          new SecureRandom());
      callers.put(kind.name(), RpcCaller.with(credentials, pages.grpcPort()));
    }
    Path trust = pages.home.credentials("vendor");
    callers.put("nobody", RpcCaller.without(trust, pages.grpcPort()));
    RpcCaller enrolling = RpcCaller.without(trust, pages.enrolmentPort());
    List<String> wrong = new ArrayList<>();
    try {
      for (RpcCaller.Method method : RpcCaller.Method.of(pages.grpcServices())) {
        Set<PeerIdentity.Kind> rule = RuleTable.rpcs().getOrDefault(method.name(), Set.of());
        if (rule.isEmpty()) {
          String answer = enrolling.call(method, new byte[0]);
          if (isRefused(answer)) {
            wrong.add(method.name() + " refuses nobody: " + answer);
          }
          continue;
        }
        callers.forEach(
            (who, caller) -> {
              boolean may = rule.stream().anyMatch(kind -> kind.name().equals(who));
              String answer = caller.call(method, new byte[0]);
              if (may == isRefused(answer)) {
                wrong.add(method.name() + " " + who + ": " + answer);
              }
            });
      }
    } finally {
      callers.values().forEach(RpcCaller::close);
      enrolling.close();
    }
    assertThat(wrong).isEmpty();
  }

  /** UNAVAILABLE is how a connection without a certificate ends. */
  private static boolean isRefused(String answer) {
    return answer.startsWith("UNAUTHENTICATED")
        || answer.startsWith("PERMISSION_DENIED")
        || answer.startsWith("UNAVAILABLE");
  }

  private static String outcome(Caller.Answer answer) {
    if (answer.body().contains("NOT_SIGNED_IN")) {
      return NOBODY;
    }
    return answer.body().contains("NOT_ALLOWED") ? NOT_ALLOWED : THROUGH;
  }

  private static String name(Route route) {
    return route.method() + " " + route.path();
  }

  private static String path(Route route) {
    return Caller.path(route, "0".repeat(64));
  }
}
