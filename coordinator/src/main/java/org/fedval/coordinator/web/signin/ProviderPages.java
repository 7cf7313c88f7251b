package org.fedval.coordinator.web.signin;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.AccountException;
import org.fedval.coordinator.account.Attempts;
import org.fedval.coordinator.account.Secret;
import org.fedval.coordinator.config.OidcConfig;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.oidc.OidcClient;
import org.fedval.coordinator.oidc.OidcException;
import org.fedval.coordinator.oidc.Person;
import org.fedval.coordinator.oidc.RoundTrip;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in at the organisation's OpenID provider. */
public final class ProviderPages {
  private static final Logger log = LoggerFactory.getLogger(ProviderPages.class);
  private static final int TRIES = 30;
  private static final String BACK = "/sign-in/callback";

  private final OidcClient client;
  private final OidcConfig config;
  private final WebConfig web;
  private final AccountDesk desk;
  private final Entrance entrance;
  private final SecureRandom random;
  private final Attempts attempts;

  public ProviderPages(
      OidcClient client,
      OidcConfig config,
      WebConfig web,
      AccountDesk desk,
      Entrance entrance,
      Clock clock,
      SecureRandom random) {
    this.client = client;
    this.config = config;
    this.web = web;
    this.desk = desk;
    this.entrance = entrance;
    this.random = random;
    this.attempts = new Attempts(TRIES, Duration.ofMinutes(5), clock);
  }

  public List<Route> routes() {
    return List.of(
        Route.open(HandlerType.GET, "/sign-in/provider", this::leave),
        Route.open(HandlerType.GET, BACK, this::arrive));
  }

  private void leave(Context request, @Nullable Visitor visitor) {
    limit(request);
    Secret secret = Secret.draw("", random);
    try {
      URI there = client.leave(RoundTrip.of(secret.reveal()), back(request));
      entrance.cookies().set(request, Cookies.Purpose.PROVIDER, secret.reveal());
      request.redirect(there.toString(), HttpStatus.SEE_OTHER);
    } catch (OidcException e) {
      throw failed(e);
    }
  }

  private void arrive(Context request, @Nullable Visitor visitor) {
    limit(request);
    Optional<String> secret = entrance.cookies().read(request, Cookies.Purpose.PROVIDER);
    entrance.cookies().forget(request, Cookies.Purpose.PROVIDER);
    try {
      RoundTrip trip = RoundTrip.of(secret.orElse(""));
      Person person = client.arrive(trip, back(request), request.queryParamMap());
      enter(request, account(person));
    } catch (OidcException e) {
      throw failed(e);
    } catch (AccountException e) {
      throw Problem.conflict("ACCOUNT", e.sentence());
    }
  }

  private void enter(Context request, Account account) {
    if (account.disabled()) {
      log.atInfo().addKeyValue("reason", "DISABLED").log("A sign-in failed");
      throw Problem.closedAccount();
    }
    entrance.enter(request, account);
  }

  private Account account(Person person) throws AccountException {
    Account account =
        desk.ofProvider(
            new Account.Provider(person.issuer(), person.subject()), person.login(), person.name());
    if (config.roleMap() == null) {
      return account;
    }
    Set<Role> roles = EnumSet.noneOf(Role.class);
    TreeSet<String> parties = new TreeSet<>();
    for (String group : person.groups()) {
      OidcConfig.Granted granted = config.of(group);
      if (granted != null) {
        roles.add(granted.role());
        Optional.ofNullable(granted.party()).ifPresent(parties::add);
      }
    }
    if (parties.size() != 1) {
      // For two vendors at once nobody can act.
      roles.remove(Role.VENDOR);
      parties.clear();
    }
    return desk.rolesOfProvider(account, roles, parties.isEmpty() ? null : parties.first());
  }

  private void limit(Context request) {
    if (!attempts.allows(ClientAddress.of(request, Boolean.TRUE.equals(web.behindProxy())))) {
      throw Problem.tooMany(SignInPages.TOO_MANY);
    }
  }

  /** Never from the Host header, which the sender chooses. */
  private URI back(Context request) {
    return URI.create(web.address(request.req().getLocalPort()) + BACK);
  }

  private Problem failed(OidcException e) {
    log.atInfo().addKeyValue("reason", e.code().name()).log("A sign-in at the provider failed");
    return e.code() == OidcException.Code.PROVIDER
        ? Problem.providerDown(config.displayName())
        : Problem.providerRefused(e.code().name());
  }
}
