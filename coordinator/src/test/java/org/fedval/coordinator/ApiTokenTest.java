package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.support.Browser;
import org.fedval.coordinator.support.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokenTest {
  @TempDir private Path folder;

  private final HandClock clock = new HandClock();
  private LivePages pages;

  @BeforeEach
  void start() throws Exception {
    pages = LivePages.start(folder, clock);
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void a_token_is_shown_once_and_revoked_by_its_owner_only() throws Exception {
    Account ada = pages.account("ada", null, Role.RESEARCHER);
    Browser browser = pages.browser(ada);
    browser.get("/account");

    String shown =
        browser.submit("/account/tokens", "name", "nightly", "scope", "READ", "days", "30").body();
    Matcher token = Pattern.compile("fvt_[A-Za-z0-9_-]{43}").matcher(shown);
    assertThat(token.find()).isTrue();
    assertThat(browser.get("/account").body()).contains("nightly").doesNotContain("fvt_");
    assertThat(pages.accounts.tokens().find(Secret.sent(token.group()))).isPresent();

    String id = pages.accounts.tokens().list(ada.id()).get(0).id();
    Browser other = pages.browser(pages.account("otto", null, Role.AUDITOR));
    other.get("/account");
    HttpResponse<String> foreign = other.submit("/account/tokens/" + id + "/revoke");
    HttpResponse<String> missing = other.submit("/account/tokens/0000/revoke");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(missing.body());

    browser.get("/account");
    assertThat(browser.submit("/account/tokens/" + id + "/revoke").statusCode()).isEqualTo(303);
    assertThat(pages.accounts.tokens().find(Secret.sent(token.group()))).isEmpty();
  }

  @Test
  void a_token_ends_with_its_time_with_its_account_and_with_its_roles() throws Exception {
    Account ada = pages.account("ada", null, Role.RESEARCHER);
    Secret token = pages.token(ada, Scope.READ);
    Visitor visitor = pages.accounts.tokens().find(token).orElseThrow();

    assertThat(visitor.may(Permission.READ_STUDIES)).isTrue();
    assertThat(visitor.may(Permission.OWN_ACCOUNT)).isFalse();
    pages.accounts.desk().setRoles("test", ada, Set.of(), "");
    assertThat(pages.accounts.tokens().find(token)).isEmpty();
    pages.accounts.desk().setRoles("test", ada, Set.of(Role.AUDITOR), "");
    assertThat(pages.accounts.tokens().find(token)).isPresent();
    pages.accounts.desk().disable("test", ada);
    assertThat(pages.accounts.tokens().find(token)).isEmpty();
    pages.accounts.desk().enable("test", ada);
    clock.forward(Duration.ofDays(1));
    assertThat(pages.accounts.tokens().find(token)).isEmpty();
  }

  @Test
  void no_token_reaches_accounts_or_lasts_for_ever() {
    Account ada = pages.account("ada", null, Role.ADMINISTRATOR);

    assertThatThrownBy(() -> pages.token(ada, Scope.IN_PERSON))
        .isInstanceOf(AccountException.class);
    assertThatThrownBy(
            () ->
                pages
                    .accounts
                    .tokens()
                    .create(ada.id(), "x", Set.of(Scope.READ), Duration.ofDays(400)))
        .isInstanceOf(AccountException.class)
        .hasMessageContaining("366 days");
  }

  @Test
  void a_cookie_and_a_token_together_are_refused() throws Exception {
    Account ada = pages.account("ada", null, Role.RESEARCHER);
    HttpRequest both =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pages.port() + "/account"))
            .header("Cookie", "fedval=" + pages.session(ada).reveal())
            .header("Authorization", "Bearer " + pages.token(ada, Scope.READ).reveal())
            .build();

    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(both, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("TWO_IDENTITIES");
  }

  @Test
  void neither_a_cookie_is_a_token_nor_a_token_a_cookie() throws Exception {
    Account ada = pages.account("ada", null, Role.RESEARCHER);
    Secret session = pages.session(ada);
    Secret token = pages.token(ada, Scope.READ);

    assertThat(pages.accounts.tokens().find(session)).isEmpty();
    assertThat(pages.accounts.sessions().find(token)).isEmpty();
    assertThat(session.toString() + token).doesNotContain(session.reveal());
  }
}
