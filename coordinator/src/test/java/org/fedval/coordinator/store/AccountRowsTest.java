package org.fedval.coordinator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.account.SignIn;
import org.fedval.coordinator.support.HandClock;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts and all that belongs to them, on every database that a coordinator runs on. */
class AccountRowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir private Path folder;

  private final HandClock clock = new HandClock();

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void an_account_is_read_as_it_was_written(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      AccountRepository accounts = new AccountRepository(database);
      Account local = account("ada", "acme", null, NOW.plusSeconds(60));
      Account elsewhere = account("bob", null, new Account.Provider("https://idp", "77"), null);

      assertThat(accounts.add(local, "$argon2id$")).isTrue();
      assertThat(accounts.add(elsewhere, null)).isTrue();
      assertThat(accounts.add(account("ada", null, null, null), "other")).isFalse();
      assertThat(accounts.add(account("eve", null, elsewhere.provider(), null), null)).isFalse();

      assertThat(accounts.list()).containsExactly(local, elsewhere);
      assertThat(accounts.findLogin("ada")).contains(local);
      assertThat(accounts.findProvider(new Account.Provider("https://idp", "77")))
          .contains(elsewhere);
      assertThat(accounts.findProvider(new Account.Provider("https://other", "77"))).isEmpty();
      assertThat(accounts.password(local.id())).contains("$argon2id$");
      assertThat(accounts.password(elsewhere.id())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_person_signs_in_again_after_failures_and_a_new_password(TestDatabase kind)
      throws Exception {
    try (Database database = kind.open(folder)) {
      AccountServices accounts = AccountServices.over(database, clock, new SecureRandom());
      String oneTime =
          accounts.desk().add("test", "ada", "Ada", Set.of(Role.AUDITOR), "").oneTimePassword();
      for (int i = 0; i < 5; i++) {
        assertThat(accounts.signIn().signIn("ada", "no")).isInstanceOf(SignIn.Outcome.Wrong.class);
      }
      assertThat(accounts.signIn().signIn("ada", oneTime))
          .isEqualTo(new SignIn.Outcome.Resting(clock.instant().plusSeconds(30)));

      Account ada = accounts.desk().findLogin("ADA ").orElseThrow();
      String second = accounts.desk().reset("test", ada).oneTimePassword();
      assertThat(accounts.signIn().signIn("ada", oneTime)).isInstanceOf(SignIn.Outcome.Wrong.class);
      assertThat(accounts.signIn().signIn("ada", second))
          .isInstanceOf(SignIn.Outcome.SignedIn.class);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void sessions_and_tokens_are_found_by_what_their_holder_sends(TestDatabase kind)
      throws Exception {
    try (Database database = kind.open(folder)) {
      AccountServices accounts = AccountServices.over(database, clock, new SecureRandom());
      Account ada = account("ada", "acme", null, null);
      new AccountRepository(database).add(ada, null);

      Secret cookie = accounts.sessions().begin(ada);
      Secret token =
          accounts.tokens().create(ada.id(), "t", Set.of(Scope.READ), Duration.ofDays(2));
      clock.forward(Duration.ofMinutes(90));
      assertThat(accounts.sessions().find(cookie).orElseThrow().account()).isEqualTo(ada);
      clock.forward(Duration.ofMinutes(90));
      assertThat(accounts.sessions().find(cookie)).isPresent();
      assertThat(accounts.sessions().list(ada.id())).hasSize(1);
      assertThat(accounts.tokens().find(token).orElseThrow().scopes()).containsExactly(Scope.READ);
      assertThat(accounts.tokens().list(ada.id()).get(0).usedAt()).isEqualTo(clock.instant());

      accounts.sessions().endAll(ada.id());
      assertThat(accounts.sessions().find(cookie)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_study_has_one_party_and_many_members(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      MembershipRepository members = new MembershipRepository(database);
      AccountRepository accounts = new AccountRepository(database);
      Account ada = account("ada", null, null, null);
      accounts.add(ada, null);
      Sha256Digest study = Sha256Digest.hash(new byte[] {1});

      assertThat(members.assign(study, "acme")).isTrue();
      assertThat(members.assign(study, "bolt")).isFalse();
      members.add(study, ada.id(), "test", NOW);
      members.add(study, ada.id(), "test", NOW);

      assertThat(members.party(study)).contains("acme");
      assertThat(members.members(study)).containsExactly(ada);
      assertThat(members.ofParty("acme")).containsExactly(study);
      assertThat(members.ofMember(ada.id())).containsExactly(study);
      members.remove(study, ada.id());
      assertThat(members.isMember(study, ada.id())).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void of_two_sign_ins_at_once_only_one_counts_on_what_both_saw(TestDatabase kind) {
    try (Database database = kind.open(folder)) {
      SignInFailureRepository failures = new SignInFailureRepository(database);
      Sha256Digest login = Sha256Digest.hash(new byte[] {2});
      var one = new SignInFailureRepository.Failures(1, NOW);
      var two = new SignInFailureRepository.Failures(2, NOW);

      assertThat(failures.replace(login, Optional.empty(), one, NOW)).isTrue();
      assertThat(failures.replace(login, Optional.empty(), one, NOW)).isFalse();
      assertThat(failures.replace(login, Optional.of(one), two, NOW)).isTrue();
      assertThat(failures.replace(login, Optional.of(one), two, NOW)).isFalse();
      assertThat(failures.find(login)).contains(two);
      failures.forgetBefore(NOW.plusSeconds(1));
      assertThat(failures.find(login)).isEmpty();
    }
  }

  private static Account account(
      String login, String party, Account.Provider provider, Instant oneTimeUntil) {
    return new Account(
        "id-" + login,
        login,
        login,
        Set.of(Role.VENDOR, Role.AUDITOR),
        party,
        provider,
        oneTimeUntil,
        false,
        NOW);
  }
}
