package org.fedval.coordinator.web.account;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.jspecify.annotations.Nullable;

/** Everybody's accounts, for administrators. */
public final class AccountsPages {
  private static final Permission MANAGE = Permission.MANAGE_ACCOUNTS;

  private final AccountDesk desk;
  private final Clock clock;

  public AccountsPages(AccountDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * What /accounts shows.
   *
   * @param opened the one-time password of the account that was just added, shown this once
   */
  public record AccountList(
      String csrf,
      List<AccountRow> accounts,
      Role[] roles,
      @Nullable OneTime opened,
      @Nullable String wrong) {}

  /** One account of the list, and of its own page. */
  public record AccountRow(
      String id,
      String login,
      String name,
      Set<Role> roles,
      @Nullable String party,
      boolean local,
      boolean disabled,
      String state,
      When since) {
    public String roleWords() {
      return roles.isEmpty()
          ? "none yet"
          : roles.stream().sorted().map(Role::words).collect(Collectors.joining(", "));
    }
  }

  /** What /accounts/{account} shows. */
  public record OneAccount(
      String csrf,
      AccountRow account,
      Role[] roles,
      @Nullable OneTime opened,
      @Nullable String wrong) {}

  /** A one-time password to hand over. */
  public record OneTime(String login, String password) {
    @Override
    public String toString() {
      return "OneTime[" + login + "]";
    }
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/accounts", MANAGE, (r, v) -> list(r, v, null, null)),
        Route.post("/accounts", MANAGE, this::add),
        Route.get("/accounts/{account}", MANAGE, (r, v) -> one(r, v, null, null)),
        Route.post("/accounts/{account}/roles", MANAGE, this::setRoles),
        Route.post("/accounts/{account}/disable", MANAGE, this::disable),
        Route.post("/accounts/{account}/enable", MANAGE, this::enable),
        Route.post("/accounts/{account}/reset", MANAGE, this::reset));
  }

  private void add(Context request, Visitor visitor) {
    try {
      AccountDesk.Opened opened =
          desk.add(
              visitor.accountId(),
              AccountPage.field(request, "login"),
              AccountPage.field(request, "name"),
              roles(request),
              AccountPage.field(request, "party"));
      list(request, visitor, new OneTime(opened.account().login(), opened.oneTimePassword()), null);
    } catch (AccountException e) {
      request.status(HttpStatus.BAD_REQUEST);
      list(request, visitor, null, e.sentence());
    }
  }

  private void setRoles(Context request, Visitor visitor) {
    try {
      desk.setRoles(
          visitor.accountId(),
          account(request),
          roles(request),
          AccountPage.field(request, "party"));
      done(request);
    } catch (AccountException e) {
      refuse(request, visitor, e);
    }
  }

  private void disable(Context request, Visitor visitor) {
    try {
      desk.disable(visitor.accountId(), account(request));
      done(request);
    } catch (AccountException e) {
      refuse(request, visitor, e);
    }
  }

  private void enable(Context request, Visitor visitor) {
    desk.enable(visitor.accountId(), account(request));
    done(request);
  }

  private void reset(Context request, Visitor visitor) {
    try {
      AccountDesk.Opened opened = desk.reset(visitor.accountId(), account(request));
      one(request, visitor, new OneTime(opened.account().login(), opened.oneTimePassword()), null);
    } catch (AccountException e) {
      refuse(request, visitor, e);
    }
  }

  private void done(Context request) {
    request.redirect("/accounts/" + account(request).id(), HttpStatus.SEE_OTHER);
  }

  private void refuse(Context request, Visitor visitor, AccountException why) {
    request.status(HttpStatus.BAD_REQUEST);
    one(request, visitor, null, why.sentence());
  }

  private void list(
      Context request, Visitor visitor, @Nullable OneTime opened, @Nullable String wrong) {
    Shell shell = Shell.of("Accounts", visitor).at(NavItem.ACCOUNTS);
    Pages.show(
        request,
        "accounts.jte",
        shell,
        new AccountList(
            shell.csrf(),
            desk.list().stream().map(this::row).toList(),
            Role.values(),
            opened,
            wrong));
  }

  private void one(
      Context request, Visitor visitor, @Nullable OneTime opened, @Nullable String wrong) {
    Account account = account(request);
    Shell shell = Shell.of(account.name(), visitor).at(NavItem.ACCOUNTS);
    Pages.show(
        request,
        "account-of.jte",
        shell,
        new OneAccount(shell.csrf(), row(account), Role.values(), opened, wrong));
  }

  private AccountRow row(Account account) {
    return new AccountRow(
        account.id(),
        account.login(),
        account.name(),
        account.roles(),
        account.party(),
        account.provider() == null,
        account.disabled(),
        state(account),
        When.of(account.createdAt(), clock.instant()));
  }

  private String state(Account account) {
    Instant until = account.oneTimeUntil();
    if (account.disabled()) {
      return "Closed";
    }
    if (until != null) {
      return until.isAfter(clock.instant())
          ? "Waits for the first sign-in"
          : "One-time password too old";
    }
    return account.roles().isEmpty() ? "Waits for a role" : "Active";
  }

  private Account account(Context request) {
    return desk.find(request.pathParam("account")).orElseThrow(Problem::notFound);
  }

  private static Set<Role> roles(Context request) {
    List<String> named = request.formParams("role");
    return Arrays.stream(Role.values())
        .filter(role -> named.contains(role.name()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }
}
