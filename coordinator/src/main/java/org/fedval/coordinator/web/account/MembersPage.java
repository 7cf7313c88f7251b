package org.fedval.coordinator.web.account;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.account.AccountServices;
import org.fedval.coordinator.account.PartyVisibility;
import org.fedval.coordinator.store.MembershipRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.StudyPath;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.mtls.PeerIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may read a study, for its vendor and for administrators. */
public final class MembersPage {
  private static final Logger log = LoggerFactory.getLogger(MembersPage.class);
  private static final Permission SHARE = Permission.SHARE_STUDIES;

  private final AccountServices accounts;
  private final MembershipRepository members;
  private final PartyVisibility visibility;
  private final StudyRepository studies;
  private final Clock clock;

  public MembersPage(AccountServices accounts, StudyRepository studies, Clock clock) {
    this.accounts = accounts;
    this.members = accounts.members();
    this.visibility = accounts.visibility();
    this.studies = studies;
    this.clock = clock;
  }

  /**
   * What the page shows.
   *
   * @param study the digest in hexadecimal
   * @param party the vendor that submitted it; null when it is from before this was kept
   * @param mayAssign whether the visitor may say whose it is
   */
  public record Members(
      String csrf,
      String study,
      String studyId,
      @Nullable String party,
      boolean mayAssign,
      List<Member> members,
      @Nullable String wrong) {}

  /** Somebody who may read the study. */
  public record Member(String id, String login, String name, boolean disabled) {}

  public List<Route> routes() {
    return List.of(
        Route.get("/studies/{study}/members", SHARE, (r, v) -> show(r, v, null)),
        Route.post("/studies/{study}/members", SHARE, this::add),
        Route.post("/studies/{study}/members/{member}/remove", SHARE, this::remove),
        Route.post("/studies/{study}/party", Permission.MANAGE_ACCOUNTS, this::assign));
  }

  private void add(Context request, Visitor visitor) {
    Sha256Digest study = Sha256Digest.of(study(request, visitor).digest());
    Optional<Account> account = accounts.desk().findLogin(AccountPage.field(request, "login"));
    if (account.isEmpty()) {
      request.status(HttpStatus.BAD_REQUEST);
      show(request, visitor, "No account has this sign-in name; an administrator can add one.");
      return;
    }
    members.add(study, account.get().id(), visitor.accountId(), clock.instant());
    log.atInfo()
        .addKeyValue("study", study.hex())
        .addKeyValue("account", account.get().id())
        .addKeyValue("by", visitor.accountId())
        .log("A member was added");
    done(request, study);
  }

  private void remove(Context request, Visitor visitor) {
    Sha256Digest study = Sha256Digest.of(study(request, visitor).digest());
    members.remove(study, request.pathParam("member"));
    log.atInfo()
        .addKeyValue("study", study.hex())
        .addKeyValue("by", visitor.accountId())
        .log("A member was removed");
    done(request, study);
  }

  /** For studies from before parties were kept. */
  private void assign(Context request, Visitor visitor) {
    Sha256Digest study = Sha256Digest.of(study(request, visitor).digest());
    String party = AccountPage.field(request, "party").strip();
    if (PeerIdentity.parse("fedval:vendor:" + party).isEmpty() || !members.assign(study, party)) {
      request.status(HttpStatus.BAD_REQUEST);
      show(
          request,
          visitor,
          "Give the name in the vendor's client certificate; it can be given once.");
      return;
    }
    log.atInfo()
        .addKeyValue("study", study.hex())
        .addKeyValue("by", visitor.accountId())
        .log("A study was given to a vendor");
    done(request, study);
  }

  private static void done(Context request, Sha256Digest study) {
    request.redirect("/studies/" + study.hex() + "/members", HttpStatus.SEE_OTHER);
  }

  private void show(Context request, Visitor visitor, @Nullable String wrong) {
    ValidationStudy study = study(request, visitor);
    Sha256Digest digest = Sha256Digest.of(study.digest());
    Shell shell = Shell.of("Who may read this study", visitor).at(NavItem.STUDIES);
    String party = members.party(digest).orElse(null);
    Pages.show(
        request,
        "members.jte",
        shell,
        new Members(
            shell.csrf(),
            digest.hex(),
            study.studyId(),
            party,
            party == null && visitor.may(Permission.MANAGE_ACCOUNTS),
            members.members(digest).stream()
                .map(a -> new Member(a.id(), a.login(), a.name(), a.disabled()))
                .toList(),
            wrong));
  }

  /** The study of the path, which the visitor must see and, unless an administrator, own. */
  private ValidationStudy study(Context request, Visitor visitor) {
    Sha256Digest digest = StudyPath.visible(request, visitor, visibility);
    ValidationStudy study = studies.find(digest.toByteArray()).orElseThrow(Problem::notFound);
    if (!visitor.has(Role.ADMINISTRATOR) && !visibility.owns(visitor, digest)) {
      throw Problem.notAllowed();
    }
    return study;
  }
}
