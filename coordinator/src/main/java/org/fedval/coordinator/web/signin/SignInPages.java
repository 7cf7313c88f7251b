package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.Attempts;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.account.Sessions;
import org.fedval.coordinator.account.SignIn;
import org.fedval.coordinator.web.AntiForgery;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.jspecify.annotations.Nullable;

/** Signing in by name and password, and out. */
public final class SignInPages {
  private static final int TRIES = 30;
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final String STALE =
      "This form was open for too long, or cookies are off. Please try again.";
  private static final String TOO_MANY =
      "Too many tries to sign in came from your address. Wait five minutes and try again.";

  private final AccountServices accounts;
  private final Entrance entrance;
  private final Cookies cookies;
  private final boolean behindProxy;
  private final @Nullable String provider;
  private final Attempts attempts;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Makes the pages.
   *
   * @param provider what the organisation's own sign-in is called; null when there is none
   */
  public SignInPages(
      AccountServices accounts,
      Entrance entrance,
      boolean behindProxy,
      @Nullable String provider,
      Clock clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.entrance = entrance;
    this.cookies = entrance.cookies();
    this.behindProxy = behindProxy;
    this.provider = provider;
    this.attempts = new Attempts(TRIES, PERIOD, clock);
    this.clock = clock;
    this.random = random;
  }

  public List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, "/sign-in", this::show),
        Route.open(HandlerType.POST, "/sign-in", this::signIn),
        Route.open(HandlerType.POST, "/sign-out", this::signOut));
  }

  private void show(Context request, @Nullable Visitor visitor) {
    if (visitor != null) {
      request.redirect("/", HttpStatus.SEE_OTHER);
      return;
    }
    Optional<Sessions.Open> open = cookies.session(request).flatMap(accounts.sessions()::find);
    if (open.isEmpty()) {
      show(request, form(request));
    } else if (open.get().account().mustChangePassword()) {
      request.redirect("/first-password", HttpStatus.SEE_OTHER);
    } else {
      Pages.show(request, "no-role.jte", Shell.of("You have no role yet", null), open.get());
    }
  }

  private void signIn(Context request, @Nullable Visitor visitor) {
    if (!attempts.allows(ClientAddress.of(request, behindProxy))) {
      throw Problem.tooMany(TOO_MANY);
    }
    String login = field(request, "login");
    Optional<Secret> formCookie = cookies.read(request, Cookies.Purpose.FORM).map(Secret::sent);
    if (formCookie.isEmpty() || !AntiForgery.holds(request, formCookie.get().antiForgeryToken())) {
      request.status(HttpStatus.FORBIDDEN);
      show(request, form(request).because(STALE, login));
      return;
    }
    SignIn.Outcome outcome = accounts.signIn().signIn(login, field(request, "password"));
    if (outcome instanceof SignIn.Outcome.SignedIn in) {
      entrance.enter(request, in.account());
    } else {
      request.status(HttpStatus.FORBIDDEN);
      show(request, form(request).because(sentence(outcome), login));
    }
  }

  private void signOut(Context request, @Nullable Visitor visitor) {
    Optional<Secret> cookie = cookies.session(request);
    if (visitor == null) {
      cookie
          .flatMap(accounts.sessions()::find)
          .ifPresent(open -> AntiForgery.check(request, open.antiForgeryToken()));
    }
    cookie.ifPresent(accounts.sessions()::end);
    cookies.signedOut(request);
    request.redirect("/sign-in", HttpStatus.SEE_OTHER);
  }

  /** The form under the cookie that the browser has, or a new one. */
  private SignInForm form(Context request) {
    Secret secret =
        cookies
            .read(request, Cookies.Purpose.FORM)
            .map(Secret::sent)
            .filter(sent -> !sent.reveal().isEmpty())
            .orElseGet(
                () -> {
                  Secret fresh = Secret.draw("", random);
                  cookies.set(request, Cookies.Purpose.FORM, fresh.reveal());
                  return fresh;
                });
    return new SignInForm(secret.antiForgeryToken(), "", null, provider);
  }

  private static void show(Context request, SignInForm form) {
    Pages.show(request, "sign-in.jte", Shell.of("Sign in", null), form);
  }

  private String sentence(SignIn.Outcome outcome) {
    if (outcome instanceof SignIn.Outcome.Resting resting) {
      long seconds = Math.max(1, Duration.between(clock.instant(), resting.until()).toSeconds());
      return "Too many sign-ins with this name failed, so it rests for %s. Then try again, or ask a consortium administrator for a new password."
          .formatted(seconds < 90 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes");
    }
    if (outcome instanceof SignIn.Outcome.Disabled) {
      return "This account is closed; ask a consortium administrator.";
    }
    if (outcome instanceof SignIn.Outcome.OneTimeExpired) {
      return "This one-time password is too old; ask a consortium administrator for a new one.";
    }
    return "Name or password is wrong.";
  }

  static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value;
  }
}
