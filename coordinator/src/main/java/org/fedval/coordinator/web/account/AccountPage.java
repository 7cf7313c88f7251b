package org.fedval.coordinator.web.account;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Scope;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Attempts;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.account.Sessions;
import org.fedval.coordinator.store.ApiTokenRepository.StoredToken;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.signin.Cookies;
import org.fedval.coordinator.web.signin.Entrance;
import org.jspecify.annotations.Nullable;

/** One's own account: password, signed-in browsers, API tokens. */
public final class AccountPage {
  private static final int TRIES = 10;

  private final AccountServices accounts;
  private final Entrance entrance;
  private final Cookies cookies;
  private final Attempts passwordTries;
  private final Clock clock;

  public AccountPage(AccountServices accounts, Entrance entrance, Cookies cookies, Clock clock) {
    this.accounts = accounts;
    this.entrance = entrance;
    this.cookies = cookies;
    this.passwordTries = new Attempts(TRIES, Duration.ofMinutes(15), clock);
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/account", Permission.OWN_ACCOUNT, (r, v) -> show(r, v, null, null)),
        Route.post("/account/password", Permission.OWN_ACCOUNT, this::changePassword),
        Route.post("/account/sessions/end", Permission.OWN_ACCOUNT, this::endSessions),
        Route.post("/account/tokens", Permission.OWN_ACCOUNT, this::makeToken),
        Route.post("/account/tokens/{token}/revoke", Permission.OWN_ACCOUNT, this::revokeToken));
  }

  private void changePassword(Context request, Visitor visitor) {
    if (!passwordTries.allows(visitor.accountId())) {
      throw Problem.tooMany("Too many tries to change the password; wait a quarter of an hour.");
    }
    Account account = account(visitor);
    String wanted = field(request, "wanted");
    if (!wanted.equals(field(request, "again"))) {
      refuse(request, visitor, "The two new passwords differ; type the same one twice.");
      return;
    }
    try {
      accounts.desk().changePassword(account, field(request, "current"), wanted);
    } catch (AccountException e) {
      refuse(request, visitor, e.sentence());
      return;
    }
    entrance.renew(request, account(visitor), "/account");
  }

  private void endSessions(Context request, Visitor visitor) {
    accounts.sessions().endAll(visitor.accountId());
    request.redirect("/sign-in", HttpStatus.SEE_OTHER);
  }

  private void makeToken(Context request, Visitor visitor) {
    Set<Scope> scopes =
        Arrays.stream(Scope.values())
            .filter(scope -> request.formParams("scope").contains(scope.name()))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    try {
      Secret token =
          accounts
              .tokens()
              .create(visitor.accountId(), field(request, "name"), scopes, life(request));
      show(request, visitor, token.reveal(), null);
    } catch (AccountException e) {
      refuse(request, visitor, e.sentence());
    }
  }

  private static Duration life(Context request) {
    String days = field(request, "days");
    return days.matches("\\d{1,3}") ? Duration.ofDays(Integer.parseInt(days)) : Duration.ZERO;
  }

  private void revokeToken(Context request, Visitor visitor) {
    if (!accounts.tokens().revoke(visitor.accountId(), request.pathParam("token"))) {
      throw Problem.notFound();
    }
    request.redirect("/account#tokens", HttpStatus.SEE_OTHER);
  }

  private void refuse(Context request, Visitor visitor, String why) {
    request.status(HttpStatus.BAD_REQUEST);
    show(request, visitor, null, why);
  }

  private void show(
      Context request, Visitor visitor, @Nullable String made, @Nullable String wrong) {
    Account account = account(visitor);
    Shell shell = Shell.of("Your account", visitor);
    Pages.show(
        request,
        "account.jte",
        shell,
        new OwnAccount(
            shell.csrf(),
            account.login(),
            account.roles().stream().sorted().map(Role::words).collect(Collectors.joining(", ")),
            account.party(),
            account.provider() == null,
            sessions(request, account),
            accounts.tokens().list(account.id()).stream().map(this::token).toList(),
            OwnAccount.scopesOf(account.roles()),
            made,
            wrong));
  }

  private List<OwnAccount.Session> sessions(Context request, Account account) {
    Instant now = clock.instant();
    Optional<Secret> cookie = cookies.session(request);
    return accounts.sessions().list(account.id()).stream()
        .map(
            session ->
                new OwnAccount.Session(
                    cookie.isPresent() && Sessions.isOf(session, cookie.get()),
                    When.of(session.createdAt(), now),
                    When.of(session.usedAt(), now),
                    When.of(session.expiresAt(), now)))
        .toList();
  }

  private OwnAccount.Token token(StoredToken token) {
    Instant now = clock.instant();
    Instant used = token.usedAt();
    return new OwnAccount.Token(
        token.id(),
        token.name(),
        token.scopes().stream().sorted().map(Scope::words).collect(Collectors.joining("; ")),
        When.of(token.createdAt(), now),
        When.of(token.expiresAt(), now),
        !token.expiresAt().isAfter(now),
        used == null ? new When("never", "") : When.of(used, now));
  }

  private Account account(Visitor visitor) {
    return accounts.desk().find(visitor.accountId()).orElseThrow(Problem::notSignedIn);
  }

  static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value;
  }
}
