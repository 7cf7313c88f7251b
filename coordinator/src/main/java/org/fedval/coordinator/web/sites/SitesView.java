package org.fedval.coordinator.web.sites;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteLifeRepository;
import org.fedval.coordinator.store.SiteLifeRepository.Life;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.store.TokenRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.web.When;
import org.fedval.coordinator.web.sites.SiteFilter.Show;
import org.fedval.coordinator.web.sites.SitesModels.RevokedRow;
import org.fedval.coordinator.web.sites.SitesModels.RosterRow;
import org.fedval.coordinator.web.sites.SitesModels.SiteList;
import org.fedval.coordinator.web.sites.SitesModels.SiteRow;
import org.fedval.coordinator.web.sites.SitesModels.TokenRow;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;

/** Reads what the page about sites shows. */
final class SitesView {
  /** Agents renew from day 20 of 30, so less than this is late. */
  private static final Duration SOON = Duration.ofDays(7);

  private static final int ROWS = 50;

  private final SiteSources sources;

  SitesView(SiteSources sources) {
    this.sources = sources;
  }

  /** Where it is read from. */
  record SiteSources(
      SiteRepository sites,
      SiteLifeRepository lives,
      RosterRepository rosters,
      TokenRepository tokens,
      StudyRepository studies,
      Predicate<String> attached,
      Clock clock) {}

  /** A site with its life. */
  private record Known(EnrolledSite site, Life life) {
    String id() {
      return site.siteId();
    }
  }

  /** A page of the sites that the filter lets through. */
  SiteList sites(SiteFilter filter) {
    Instant now = sources.clock().instant();
    RosterKeys current = RosterKeys.of(sources.rosters().current().map(this::decoded));
    List<Known> enrolled = known();
    List<Known> wanted =
        enrolled.stream()
            .filter(known -> filter.mentions(known.site()))
            .filter(known -> isShown(filter.show(), known, current, now))
            .toList();
    List<Known> ahead =
        wanted.stream().filter(known -> known.id().compareTo(filter.after()) > 0).toList();
    List<Known> here = ahead.subList(0, Math.min(ROWS, ahead.size()));
    return new SiteList(
        filter,
        here.stream().map(known -> row(known.site(), known.life(), current, now)).toList(),
        enrolled.size(),
        wanted.size(),
        here.size() < ahead.size() ? filter.address(here.get(here.size() - 1).id()) : null,
        filter.after().isEmpty() ? null : filter.address(""));
  }

  /** The enrolled sites in the order of their ids. */
  private List<Known> known() {
    Map<String, Life> lives = sources.lives().all();
    List<Known> known = new ArrayList<>();
    for (EnrolledSite site : sources.sites().list()) {
      Life life = lives.get(site.siteId());
      if (life != null) {
        known.add(new Known(site, life));
      }
    }
    return known;
  }

  private boolean isShown(Show show, Known known, RosterKeys current, Instant now) {
    return switch (show) {
      case ALL -> true;
      case ATTACHED -> sources.attached().test(known.id());
      case AWAY -> !sources.attached().test(known.id());
      case ENDING -> isEnding(known.life(), now);
      case OUTSIDE -> !current.keys().containsKey(known.id());
    };
  }

  private static boolean isEnding(Life life, Instant now) {
    Instant ends = life.certificateEnds();
    return ends != null && ends.isBefore(now.plus(SOON));
  }

  private SiteRow row(EnrolledSite site, Life life, RosterKeys current, Instant now) {
    Instant ends = life.certificateEnds();
    Instant seen = life.seen();
    String version = life.agentVersion();
    return new SiteRow(
        site.siteId(),
        site.organisation(),
        current.key(site).fingerprint().text(),
        When.of(life.enrolled(), now),
        ends == null ? null : When.of(ends, now),
        isEnding(life, now),
        version == null ? "" : version,
        sources.attached().test(site.siteId()),
        seen == null ? null : When.of(seen, now),
        current.standing(site));
  }

  List<RosterRow> rosters() {
    return sources.rosters().list().stream().map(this::roster).toList();
  }

  private RosterRow roster(SignedBody signed) {
    Roster roster = decoded(signed);
    Set<String> approved = sources.rosters().approvedBy(roster.hash().toByteArray());
    List<String> members = roster.members().stream().map(Roster.Member::siteId).toList();
    return new RosterRow(
        "%s version %d".formatted(roster.rosterId(), roster.version()),
        roster.hash().hex(),
        roster.size(),
        members.stream().filter(approved::contains).toList(),
        members.stream().filter(id -> !approved.contains(id)).toList());
  }

  /** The name of the newest version, or a first one. */
  String rosterId() {
    return sources.rosters().current().map(r -> decoded(r).rosterId()).orElse("consortium");
  }

  List<TokenRow> tokens() {
    Instant now = sources.clock().instant();
    return sources.tokens().open(now).stream()
        .map(t -> new TokenRow(t.siteId(), t.hash().hex(), When.of(t.expiresAt(), now)))
        .toList();
  }

  List<RevokedRow> revoked() {
    Instant now = sources.clock().instant();
    return sources.lives().revoked().stream()
        .map(r -> new RevokedRow(r.siteId(), r.organisation(), When.of(r.at(), now)))
        .toList();
  }

  /** Whether new studies have the site. */
  boolean isMember(String siteId) {
    return sources
        .rosters()
        .current()
        .filter(r -> decoded(r).indexOf(siteId).isPresent())
        .isPresent();
  }

  /** What becomes of each running study that has the site, a sentence each. */
  List<String> runningWith(String siteId) {
    return sources.studies().list().stream()
        .filter(study -> !study.state().isFinal() && has(study, siteId))
        .map(
            study ->
                "%s (%s): it takes no further part. The study goes on without it at the next deadline, or ends if too few sites are left."
                    .formatted(study.studyId(), study.state().name()))
        .toList();
  }

  private boolean has(ValidationStudy study, String siteId) {
    return sources
        .rosters()
        .find(study.rosterHash())
        .filter(r -> decoded(r).indexOf(siteId).isPresent())
        .isPresent();
  }

  private Roster decoded(SignedBody signed) {
    return sources.rosters().decoded(signed);
  }
}
