package org.fedval.coordinator.web.sites;

import io.javalin.http.Context;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.site.SiteOffice;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.sites.SitesModels.RevokePage;
import org.fedval.coordinator.web.sites.SitesModels.RosterRow;
import org.fedval.coordinator.web.sites.SitesModels.SitesPage;
import org.fedval.coordinator.web.sites.SitesModels.TokenPage;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** The page about sites, and what administrators do there. */
public final class SitesPages {
  private static final String HERE = "/sites";

  private final SiteRepository sites;
  private final TokenRepository tokens;
  private final SiteOffice office;
  private final SitesView view;

  /** What the page reads. */
  public record Sources(
      SiteRepository sites,
      SiteLifeRepository lives,
      RosterRepository rosters,
      TokenRepository tokens,
      StudyRepository studies) {}

  /**
   * Shows these sites.
   *
   * @param attached whether a site's agent is connected now
   */
  public SitesPages(Sources sources, SiteOffice office, Predicate<String> attached, Clock clock) {
    this.sites = sources.sites();
    this.tokens = sources.tokens();
    this.office = office;
    this.view =
        new SitesView(
            new SitesView.SiteSources(
                sources.sites(),
                sources.lives(),
                sources.rosters(),
                sources.tokens(),
                sources.studies(),
                attached,
                clock));
  }

  /** Its addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get(HERE, Permission.READ_SITES, (r, v) -> show(r, v, SiteFilter.of(r), "")),
        Route.post(HERE + "/tokens", Permission.MANAGE_SITES, this::makeToken),
        Route.post(HERE + "/tokens/withdraw", Permission.MANAGE_SITES, this::withdraw),
        Route.post(HERE + "/roster", Permission.MANAGE_SITES, this::publish),
        Route.get(HERE + "/{site}/revoke", Permission.MANAGE_SITES, this::confirm),
        Route.post(HERE + "/{site}/revoke", Permission.MANAGE_SITES, this::revoke));
  }

  private void show(Context request, Visitor visitor, SiteFilter filter, String problem) {
    boolean manages = visitor.may(Permission.MANAGE_SITES);
    List<RosterRow> rosters = view.rosters();
    Shell shell = Shell.of("Sites", visitor).at(NavItem.SITES);
    Pages.show(
        request,
        "sites.jte",
        shell,
        new SitesPage(
            manages,
            shell.csrf(),
            view.sites(filter),
            rosters.isEmpty() ? null : rosters.get(0),
            rosters.isEmpty() ? List.of() : rosters.subList(1, rosters.size()),
            view.rosterId(),
            manages ? view.tokens() : List.of(),
            view.revoked(),
            problem));
  }

  private void makeToken(Context request, Visitor visitor) {
    String siteId = field(request, "site");
    try {
      String token = office.createToken(siteId).reveal();
      Pages.show(
          request,
          "sites_token.jte",
          Shell.of("Token for " + siteId, visitor).at(NavItem.SITES),
          new TokenPage(siteId, token));
    } catch (SiteOffice.Refused e) {
      refuse(request, visitor, e);
    }
  }

  private void withdraw(Context request, Visitor visitor) {
    Sha256Digest token;
    try {
      token = Sha256Digest.parse(field(request, "token"));
    } catch (MalformedBody e) {
      throw Problem.notFound();
    }
    if (!tokens.withdraw(token)) {
      throw Problem.conflict(
          "TOKEN_USED", "This token was used or withdrawn before; load the page again.");
    }
    request.redirect(HERE);
  }

  private void publish(Context request, Visitor visitor) {
    try {
      var unused = office.publishRoster(field(request, "roster"));
      request.redirect(HERE);
    } catch (SiteOffice.Refused e) {
      refuse(request, visitor, e);
    }
  }

  private void confirm(Context request, Visitor visitor) {
    String siteId = request.pathParam("site");
    SiteRepository.EnrolledSite site = sites.find(siteId).orElseThrow(Problem::notFound);
    Shell shell = Shell.of("Revoke " + siteId, visitor).at(NavItem.SITES);
    Pages.show(
        request,
        "sites_revoke.jte",
        shell,
        new RevokePage(
            siteId,
            site.organisation(),
            shell.csrf(),
            view.isMember(siteId),
            view.runningWith(siteId)));
  }

  private void revoke(Context request, Visitor visitor) {
    String siteId = request.pathParam("site");
    if (!siteId.equals(field(request, "confirm"))) {
      throw Problem.badRequest(
          "NOT_CONFIRMED", "Nothing was revoked: type the site's id into the field to confirm.");
    }
    try {
      var unused = office.revoke(siteId);
      request.redirect(HERE);
    } catch (SiteOffice.Refused e) {
      refuse(request, visitor, e);
    }
  }

  private void refuse(Context request, Visitor visitor, SiteOffice.Refused refused) {
    request.status(409);
    show(request, visitor, SiteFilter.NONE, refused.sentence());
  }

  private static String field(Context request, String name) {
    String value = request.formParam(name);
    return value == null ? "" : value.strip();
  }
}
