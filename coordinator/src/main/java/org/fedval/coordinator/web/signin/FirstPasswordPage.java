package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.FirstAccount;
import org.fedval.coordinator.account.Sessions;
import org.fedval.coordinator.web.AntiForgery;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.jspecify.annotations.Nullable;

/** Who signed in with a one-time password chooses their own here, before anything else. */
public final class FirstPasswordPage {
  private final AccountServices accounts;
  private final Entrance entrance;
  private final Path firstPassword;

  /**
   * Makes the page.
   *
   * @param firstPassword the file with the first administrator's one-time password
   */
  public FirstPasswordPage(AccountServices accounts, Entrance entrance, Path firstPassword) {
    this.accounts = accounts;
    this.entrance = entrance;
    this.firstPassword = firstPassword;
  }

  /** What the page shows. */
  public record Form(String csrf, String login, @Nullable String wrong) {}

  public List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, "/first-password", this::show),
        Route.open(HandlerType.POST, "/first-password", this::choose));
  }

  private void show(Context request, @Nullable Visitor visitor) {
    Optional<Sessions.Open> open = waiting(request);
    if (open.isEmpty()) {
      request.redirect("/sign-in", HttpStatus.SEE_OTHER);
    } else {
      show(request, open.get(), null);
    }
  }

  private void choose(Context request, @Nullable Visitor visitor) throws IOException {
    Optional<Sessions.Open> open = waiting(request);
    if (open.isEmpty()) {
      request.redirect("/sign-in", HttpStatus.SEE_OTHER);
      return;
    }
    AntiForgery.check(request, open.get().antiForgeryToken());
    String wanted = SignInPages.field(request, "wanted");
    if (!wanted.equals(SignInPages.field(request, "again"))) {
      request.status(HttpStatus.BAD_REQUEST);
      show(request, open.get(), "The two passwords differ; type the same one twice.");
      return;
    }
    try {
      accounts.desk().choosePassword(open.get().account(), wanted);
    } catch (AccountException e) {
      request.status(HttpStatus.BAD_REQUEST);
      show(request, open.get(), e.sentence());
      return;
    }
    FirstAccount.passwordChanged(open.get().account(), firstPassword);
    accounts
        .desk()
        .find(open.get().account().id())
        .ifPresent(account -> entrance.enter(request, account));
  }

  private Optional<Sessions.Open> waiting(Context request) {
    return entrance
        .cookies()
        .session(request)
        .flatMap(accounts.sessions()::find)
        .filter(open -> open.account().mustChangePassword());
  }

  private static void show(Context request, Sessions.Open open, @Nullable String wrong) {
    Pages.show(
        request,
        "first-password.jte",
        Shell.of("Choose your password", null),
        new Form(open.antiForgeryToken(), open.account().login(), wrong));
  }
}
