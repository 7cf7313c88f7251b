package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.List;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.account.SignInLink;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in link leads. Opening it changes nothing, since programs open links to look at
 * them; the button on the page signs in.
 */
public final class SignInLinkPage {
  private static final String SECRET = "secret";

  private final SignInLink link;
  private final AccountServices accounts;
  private final Entrance entrance;

  public SignInLinkPage(SignInLink link, AccountServices accounts, Entrance entrance) {
    this.link = link;
    this.accounts = accounts;
    this.entrance = entrance;
  }

  public List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, SignInLink.PATH + "{secret}", this::show),
        Route.open(HandlerType.POST, SignInLink.PATH + "{secret}", this::enter));
  }

  private void show(Context request, @Nullable Visitor visitor) throws IOException {
    String secret = request.pathParam(SECRET);
    if (!link.isGood(Secret.sent(secret))) {
      throw used();
    }
    Pages.show(request, "sign-in-link.jte", Shell.of("Sign in", null), SignInLink.PATH + secret);
  }

  private void enter(Context request, @Nullable Visitor visitor) throws IOException {
    Account account =
        link.use(Secret.sent(request.pathParam(SECRET)))
            .flatMap(accounts.desk()::find)
            .filter(found -> !found.disabled())
            .orElseThrow(SignInLinkPage::used);
    entrance.enter(request, account);
  }

  private static Problem used() {
    return Problem.conflict(
        "LINK_USED",
        "This link was used already or is too old. Sign in with name and password, or ask the"
            + " coordinator's operator for another.");
  }
}
