package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.support.Browser;
import org.fedval.coordinator.support.HandClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static final String PASSWORD = "three geese cross a road";

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
  void the_first_administrator_changes_the_one_time_password_before_anything_else()
      throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(firstFile())))
        .isEqualTo("rw-------");
    String[] first = Files.readString(firstFile()).strip().split(" ");
    Browser browser = pages.browser();

    assertThat(Browser.location(browser.signIn(first[0], first[1]))).endsWith("/first-password");
    assertThat(Browser.location(browser.get("/accounts"))).endsWith("/sign-in");
    assertThat(Browser.location(browser.get("/sign-in"))).endsWith("/first-password");
    browser.get("/first-password");
    assertThat(browser.submit("/first-password", "wanted", "short", "again", "short").body())
        .contains("at least 12 characters");
    assertThat(browser.submit("/first-password", "wanted", first[1], "again", first[1]).body())
        .contains("not the one-time password");
    HttpResponse<String> done =
        browser.submit("/first-password", "wanted", PASSWORD, "again", PASSWORD);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(browser.get("/accounts").body()).contains("Administrator");
    assertThat(firstFile()).doesNotExist();
    assertThat(pages.browser().signIn(first[0], first[1]).body())
        .contains("Name or password is wrong.");
  }

  @Test
  void a_one_time_password_is_good_for_a_week() throws Exception {
    AccountDesk.Opened opened =
        pages.accounts.desk().add("test", "rita", "Rita", Set.of(Role.RESEARCHER), "");
    clock.forward(AccountDesk.ONE_TIME.plusSeconds(1));

    assertThat(pages.browser().signIn("rita", opened.oneTimePassword()).body()).contains("too old");
  }

  @Test
  void an_unknown_name_is_answered_and_locked_like_a_known_one() throws Exception {
    member("ada");
    List<String> known = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      known.add(answer("ada"));
      unknown.add(answer("bob"));
    }

    assertThat(unknown).isEqualTo(known);
    assertThat(known.get(0)).contains("Name or password is wrong.");
    assertThat(known.get(6)).contains("rests for 30 seconds");
    assertThat(pages.browser().signIn("ada", PASSWORD).body()).contains("rests for");
    clock.forward(Duration.ofSeconds(31));
    assertThat(pages.browser().signIn("ada", "wrong again").body()).contains("wrong.");
    assertThat(pages.browser().signIn("ada", PASSWORD).body()).contains("rests for 60 seconds");
    clock.forward(Duration.ofSeconds(61));
    assertThat(pages.browser().signIn(" ADA ", PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void an_address_has_a_limited_number_of_tries() throws Exception {
    HttpResponse<String> answer = null;
    for (int i = 0; i < 31; i++) {
      answer = pages.browser().post("/sign-in", "", "login", "name-" + i);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
  }

  @Test
  void the_form_to_sign_in_works_only_from_its_own_page() throws Exception {
    member("ada");
    Browser browser = pages.browser();
    Browser other = pages.browser();
    other.get("/sign-in");

    assertThat(browser.post("/sign-in", "", "login", "ada", "password", PASSWORD).statusCode())
        .isEqualTo(403);
    browser.get("/sign-in");
    assertThat(
            browser
                .post("/sign-in", other.csrf(), "login", "ada", "password", PASSWORD)
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.submit("/sign-in", "login", "ada", "password", PASSWORD).statusCode())
        .isEqualTo(303);
  }

  @Test
  void every_sign_in_has_a_new_cookie_that_no_script_reads() throws Exception {
    member("ada");
    Browser browser = pages.browser();
    HttpResponse<String> first = browser.signIn("ada", PASSWORD);
    HttpCookie before = browser.cookie("fedval").orElseThrow();
    String set = String.join("\n", first.headers().allValues("Set-Cookie"));

    assertThat(set).contains("fedval=").contains("HttpOnly").contains("SameSite=Lax");
    browser.get("/account");
    browser.submit("/sign-out");
    browser.signIn("ada", PASSWORD);
    assertThat(browser.cookie("fedval").orElseThrow().getValue()).isNotEqualTo(before.getValue());
    assertThat(stored(before.getValue())).isFalse();
  }

  @Test
  void a_stolen_cookie_opens_nothing_after_signing_out() throws Exception {
    member("ada");
    Browser browser = pages.browser();
    browser.signIn("ada", PASSWORD);
    Browser thief = pages.browser();
    thief.steal(browser.cookie("fedval").orElseThrow());
    assertThat(thief.get("/account").statusCode()).isEqualTo(200);

    browser.get("/account");
    browser.submit("/sign-out");

    assertThat(Browser.location(thief.get("/account"))).endsWith("/sign-in");
  }

  @Test
  void a_session_ends_when_it_rests_and_when_it_is_old() throws Exception {
    member("ada");
    Browser idle = pages.browser();
    idle.signIn("ada", PASSWORD);
    Browser busy = pages.browser();
    busy.signIn("ada", PASSWORD);

    for (int hour = 0; hour < 11; hour++) {
      clock.forward(Duration.ofHours(1));
      assertThat(busy.get("/account").statusCode()).isEqualTo(200);
    }
    assertThat(Browser.location(idle.get("/account"))).endsWith("/sign-in");
    clock.forward(Duration.ofMinutes(61));
    assertThat(Browser.location(busy.get("/account"))).endsWith("/sign-in");
  }

  @Test
  void a_closed_account_is_signed_out_at_once() throws Exception {
    Account ada = member("ada");
    Browser browser = pages.browser();
    browser.signIn("ada", PASSWORD);

    pages.accounts.desk().disable("test", ada);

    assertThat(Browser.location(browser.get("/account"))).endsWith("/sign-in");
    assertThat(pages.browser().signIn("ada", PASSWORD).body()).contains("This account is closed");
    assertThat(pages.browser().signIn("ada", "another password").body())
        .contains("Name or password is wrong.");
  }

  @Test
  void an_account_without_a_role_is_told_so() throws Exception {
    Account ada = member("ada");
    pages.accounts.desk().setRoles("test", ada, Set.of(), "");
    Browser browser = pages.browser();
    browser.signIn("ada", PASSWORD);

    assertThat(browser.get("/sign-in").body()).contains("nobody has said yet what you may do");
    assertThat(Browser.location(browser.submit("/sign-out"))).endsWith("/sign-in");
    assertThat(browser.get("/sign-in").body()).contains("Sign-in name");
  }

  @Test
  void a_new_password_signs_out_every_other_browser() throws Exception {
    member("ada");
    Browser other = pages.browser();
    other.signIn("ada", PASSWORD);
    Browser browser = pages.browser();
    browser.signIn("ada", PASSWORD);
    browser.get("/account");
    String wanted = "four geese cross a road";

    assertThat(
            browser
                .submit("/account/password", "current", "no", "wanted", wanted, "again", wanted)
                .body())
        .contains("The current password is wrong.");
    HttpResponse<String> done =
        browser.submit("/account/password", "current", PASSWORD, "wanted", wanted, "again", wanted);

    assertThat(Browser.location(done)).endsWith("/account");
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(Browser.location(other.get("/account"))).endsWith("/sign-in");
    assertThat(pages.browser().signIn("ada", wanted).statusCode()).isEqualTo(303);
  }

  @Test
  void neither_passwords_nor_cookies_are_in_the_database() throws Exception {
    member("ada");
    Browser browser = pages.browser();
    browser.signIn("ada", PASSWORD);
    String cookie = browser.cookie("fedval").orElseThrow().getValue();
    pages.close();

    for (Path file : List.of(pages.home.database())) {
      String bytes = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(bytes).contains("$argon2id$v=19$m=32768,t=3,p=1$");
      assertThat(bytes).doesNotContain(PASSWORD).doesNotContain(cookie);
    }
    pages = LivePages.start(folder, clock);
  }

  private String answer(String login) throws Exception {
    Browser browser = pages.browser();
    HttpResponse<String> answer = browser.signIn(login, "not the password");
    return answer.statusCode()
        + answer.body().replace(browser.csrf(), "TOKEN").replace(login, "LOGIN");
  }

  private Account member(String login) throws Exception {
    AccountDesk.Opened opened =
        pages.accounts.desk().add("test", login, login, Set.of(Role.RESEARCHER), "");
    pages.accounts.desk().choosePassword(opened.account(), PASSWORD);
    return pages.accounts.desk().find(opened.account().id()).orElseThrow();
  }

  private boolean stored(String cookie) throws Exception {
    byte[] hash = org.fedval.crypto.primitive.Sha256Digest.hash(cookie.getBytes()).toByteArray();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + pages.home.database());
        var query =
            connection.prepareStatement("SELECT COUNT(*) FROM web_session WHERE token_hash = ?")) {
      query.setBytes(1, hash);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1) > 0;
      }
    }
  }

  private Path firstFile() {
    return pages.home.firstPassword();
  }
}
