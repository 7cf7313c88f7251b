package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.PartyVisibility;
import org.fedval.coordinator.support.Browser;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyMembersTest {
  @TempDir private Path folder;

  private LivePages pages;
  private PartyVisibility visibility;
  private Sha256Digest study;

  @BeforeEach
  void start() throws Exception {
    pages = LivePages.start(folder, Clock.systemUTC());
    visibility = pages.accounts.visibility();
    study = pages.study(1, "acme");
  }

  @AfterEach
  void stop() {
    pages.close();
  }

  @Test
  void the_owner_adds_and_removes_who_may_read() throws Exception {
    Account rita = pages.account("rita", null, Role.RESEARCHER);
    Browser owner = pages.browser(pages.account("ada", "acme", Role.VENDOR));
    String page = "/studies/" + study.hex() + "/members";
    assertThat(visibility.sees(visitor(rita), study)).isFalse();

    owner.get(page);
    assertThat(owner.submit(page, "login", "rita").statusCode()).isEqualTo(303);
    assertThat(visibility.sees(visitor(rita), study)).isTrue();
    assertThat(visibility.of(visitor(rita))).accepts(study);
    assertThat(owner.get(page).body()).contains("Name of rita");

    assertThat(owner.submit(page + "/" + rita.id() + "/remove").statusCode()).isEqualTo(303);
    assertThat(visibility.sees(visitor(rita), study)).isFalse();
    assertThat(visibility.of(visitor(rita))).rejects(study);
  }

  @Test
  void a_member_reads_but_shares_nothing() throws Exception {
    Account bob = pages.account("bob", "bolt", Role.VENDOR);
    pages.accounts.members().add(study, bob.id(), "test", Clock.systemUTC().instant());
    Browser member = pages.browser(bob);

    HttpResponse<String> answer = member.get("/studies/" + study.hex() + "/members");

    assertThat(visibility.sees(visitor(bob), study)).isTrue();
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void a_vendor_sees_what_its_party_submitted_and_only_as_a_vendor() {
    assertThat(visibility.sees(visitor(pages.account("ada", "acme", Role.VENDOR)), study)).isTrue();
    assertThat(visibility.sees(visitor(pages.account("bob", "bolt", Role.VENDOR)), study))
        .isFalse();
    assertThat(visibility.sees(visitor(pages.account("rita", "acme", Role.RESEARCHER)), study))
        .isFalse();
    assertThat(visibility.sees(visitor(pages.account("root", null, Role.ADMINISTRATOR)), study))
        .isTrue();
  }

  @Test
  void a_study_from_before_parties_were_kept_is_the_administrators_until_they_give_it_away()
      throws Exception {
    forgetParties();
    Account ada = pages.account("ada", "acme", Role.VENDOR);
    Browser administrator = pages.browser(pages.account("root", null, Role.ADMINISTRATOR));
    String page = "/studies/" + study.hex();
    assertThat(visibility.sees(visitor(ada), study)).isFalse();

    assertThat(administrator.get(page + "/members").body()).contains("not on record");
    administrator.submit(page + "/party", "party", "acme");
    administrator.submit(page + "/party", "party", "bolt");

    assertThat(visibility.sees(visitor(ada), study)).isTrue();
    assertThat(pages.accounts.members().party(study)).contains("acme");
  }

  private void forgetParties() throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + pages.home.database());
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM study_party");
    }
  }

  private static Visitor visitor(Account account) {
    return new Visitor(
        account.id(), account.name(), Set.copyOf(account.roles()), account.party(), null);
  }
}
