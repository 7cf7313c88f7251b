package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.web.Route;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.PeerIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of somebody else's is answered, byte for byte, as one that does not exist. */
class ForeignStudyTest {
  @TempDir private Path folder;

  private LivePages pages;
  private Sha256Digest acmes;
  private Sha256Digest bolts;
  private Account acme;
  private Account bolt;
  private final Sha256Digest missing = Sha256Digest.hash("no study".getBytes());

  @BeforeEach
  void start() throws Exception {
    pages = LivePages.start(folder, Clock.systemUTC());
    acmes = pages.study(1, "acme");
    bolts = pages.study(2, "bolt");
    acme = pages.account("ada", "acme", Role.VENDOR);
    bolt = pages.account("bob", "bolt", Role.VENDOR);
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void every_route_answers_about_a_foreign_study_as_about_a_missing_one() throws Exception {
    Account researcher = pages.account("rita", null, Role.RESEARCHER);
    pages.accounts.members().add(bolts, researcher.id(), "test", Clock.systemUTC().instant());
    List<Account> strangers =
        List.of(
            bolt,
            researcher,
            pages.account("otto", null, Role.AUDITOR),
            pages.account("nora", null, Role.VENDOR));
    List<String> told = new ArrayList<>();
    int tried = 0;
    for (Route route : pages.routes()) {
      if (!route.path().contains("{study}")) {
        continue;
      }
      for (Map.Entry<String, Caller> caller : callers(strangers).entrySet()) {
        tried++;
        String foreign = answer(caller.getValue(), route, acmes);
        if (!foreign.equals(answer(caller.getValue(), route, missing))) {
          told.add(caller.getKey() + " " + route.method() + " " + route.path() + " " + foreign);
        }
      }
    }
    assertThat(told).isEmpty();
    assertThat(tried).isPositive();
  }

  @Test
  void who_may_see_a_study_gets_another_answer_than_about_a_missing_one() throws Exception {
    Route members =
        pages.routes().stream()
            .filter(r -> r.path().equals("/studies/{study}/members"))
            .findFirst()
            .orElseThrow();
    Caller owner = Caller.session(pages.port(), pages.session(acme));

    assertThat(owner.send(members, Caller.path(members, acmes.hex())).status()).isEqualTo(200);
    assertThat(owner.send(members, Caller.path(members, missing.hex())).status()).isEqualTo(404);
    assertThat(owner.send(members, Caller.path(members, bolts.hex())).status()).isEqualTo(404);
  }

  @Test
  void every_rpc_answers_about_a_foreign_study_as_about_a_missing_one() throws Exception {
    List<String> told = new ArrayList<>();
    int tried = 0;
    for (PeerIdentity stranger :
        List.of(
            new PeerIdentity(PeerIdentity.Kind.VENDOR, "bolt"),
            new PeerIdentity(PeerIdentity.Kind.VENDOR, "nobody"),
            PeerIdentity.site("acme"))) {
      try (RpcCaller caller = caller(stranger)) {
        for (RpcCaller.Method method : RpcCaller.Method.of(pages.grpcServices())) {
          if (!method.studyFields().isEmpty()) {
            tried++;
            String foreign = caller.call(method, method.about(acmes.toByteArray()));
            String none = caller.call(method, method.about(missing.toByteArray()));
            if (!foreign.equals(none)) {
              told.add(stranger.uri() + " " + method.name() + ": " + foreign);
            }
          }
        }
      }
    }
    assertThat(told).isEmpty();
    assertThat(tried).isGreaterThan(3);
  }

  @Test
  void a_vendor_fetches_the_report_of_its_own_study_only() throws Exception {
    RpcCaller.Method report =
        RpcCaller.Method.of(pages.grpcServices()).stream()
            .filter(m -> m.name().endsWith("/GetReport"))
            .findFirst()
            .orElseThrow();
    try (RpcCaller owner = caller(new PeerIdentity(PeerIdentity.Kind.VENDOR, "acme"))) {
      String own = owner.call(report, report.about(acmes.toByteArray()));
      String foreign = owner.call(report, report.about(bolts.toByteArray()));

      assertThat(own).contains(hex("{\"of\":1}"));
      assertThat(foreign).doesNotContain(hex("{\"of\":2}")).contains(hex("NO_REPORT"));
    }
  }

  private RpcCaller caller(PeerIdentity identity) throws Exception {
    Path credentials = folder.resolve(identity.id() + "-" + identity.kind());
    CoordinatorSetup.issue(
        pages.home, identity, credentials, Clock.systemUTC(), new SecureRandom());
    return RpcCaller.with(credentials, pages.grpcPort());
  }

  private Map<String, Caller> callers(List<Account> strangers) throws Exception {
    Map<String, Caller> callers = new LinkedHashMap<>();
    callers.put("nobody", Caller.nobody(pages.port()));
    for (Account stranger : strangers) {
      callers.put(stranger.login(), Caller.session(pages.port(), pages.session(stranger)));
    }
    callers.put(
        "token",
        Caller.token(pages.port(), pages.token(bolt, Scope.READ, Scope.SUBMIT, Scope.MANAGE)));
    return callers;
  }

  private static String answer(Caller caller, Route route, Sha256Digest study) throws Exception {
    Caller.Answer answer = caller.send(route, Caller.path(route, study.hex()));
    return (answer.status() + " " + answer.headers() + answer.body()).replace(study.hex(), "STUDY");
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes());
  }
}
