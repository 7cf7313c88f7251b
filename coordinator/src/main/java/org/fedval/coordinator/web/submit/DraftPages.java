package org.fedval.coordinator.web.submit;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.DraftRepository;
import org.fedval.coordinator.store.DraftRepository.Draft;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.When;
import org.fedval.coordinator.web.submit.SubmitModels.Checked;
import org.fedval.coordinator.web.submit.SubmitModels.DraftRow;
import org.fedval.coordinator.web.submit.SubmitModels.EditPage;
import org.fedval.coordinator.web.submit.SubmitModels.Fault;
import org.fedval.coordinator.web.submit.SubmitModels.ReportChoice;
import org.fedval.coordinator.web.submit.SubmitModels.RosterFacts;
import org.fedval.coordinator.web.submit.SubmitModels.StartPage;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.study.PlanEdit;
import org.fedval.wire.study.StudyPlanException;
import org.jspecify.annotations.Nullable;

/** Drafts of plans: a list, and an editor that shows each as YAML and as a form. */
public final class DraftPages {
  static final String START = "/submit";
  private static final String DRAFT = START + "/drafts/{draft}";
  private static final int MAX_TEXT = 256 * 1024;
  private static final int ID_BYTES = 16;

  private final Sources sources;
  private final CurrentRoster roster;
  private final PlanCheck check;
  private final long maxUploadBytes;
  private final SecureRandom random = new SecureRandom();

  /** What the pages work with. */
  public record Sources(
      DraftRepository drafts,
      RosterBook rosters,
      StudyRepository studies,
      ReportRepository reports,
      StudyVisibility visibility,
      Clock clock) {}

  /**
   * Pages over these drafts.
   *
   * @param maxUploadBytes that an upload may have, for the page to say
   */
  public DraftPages(Sources sources, long maxUploadBytes) {
    this.sources = sources;
    this.roster = new CurrentRoster(sources.rosters());
    this.check = new PlanCheck(sources.reports(), sources.clock());
    this.maxUploadBytes = maxUploadBytes;
  }

  /** Their addresses. */
  public List<Route> routes() {
    Permission needed = Permission.SUBMIT_STUDIES;
    return List.of(
        Route.get(START, needed, (request, visitor) -> start(request, visitor, "")),
        Route.get(START + "/roster.fvr", needed, this::rosterFile),
        Route.post(START + "/drafts", needed, this::begin),
        Route.get(DRAFT, needed, this::edit),
        Route.get(DRAFT + "/plan.yaml", needed, this::download),
        Route.post(DRAFT, needed, this::save),
        Route.post(DRAFT + "/check", needed, this::live),
        Route.post(DRAFT + "/delete", needed, this::delete));
  }

  /** The page with drafts and upload, with a word on what was refused. */
  void start(Context request, Visitor visitor, String problem) {
    Shell shell = Shell.of("Submit a study", visitor).at(NavItem.SUBMIT);
    List<DraftRow> drafts =
        sources.drafts().list(visitor.accountId()).stream().map(this::row).toList();
    Pages.show(
        request,
        "submit.jte",
        shell,
        new StartPage(
            shell.csrf(), drafts, roster.facts().orElse(null), maxUploadBytes >> 20, problem));
  }

  private DraftRow row(Draft draft) {
    PlanForm form = form(draft.plan());
    String title = form == null || form.title().isEmpty() ? "A plan without a title" : form.title();
    return new DraftRow(
        draft.id(),
        title,
        form == null ? "" : form.id(),
        When.of(draft.at(), sources.clock().instant()));
  }

  private static @Nullable PlanForm form(String yaml) {
    try {
      return PlanForm.of(PlanEdit.of(yaml, PlanCheck.FILE).root());
    } catch (StudyPlanException e) {
      return null;
    }
  }

  private void begin(Context request, Visitor visitor) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Draft draft =
        new Draft(
            HexFormat.of().formatHex(id),
            FirstPlans.of("feasibility".equals(request.formParam("kind"))),
            "",
            "",
            sources.clock().instant());
    if (!sources.drafts().add(visitor.accountId(), draft)) {
      throw Problem.conflict(
          "TOO_MANY_DRAFTS",
          "You have %d drafts; delete one that you no longer need."
              .formatted(DraftRepository.MAX_OF_AN_ACCOUNT));
    }
    request.redirect(START + "/drafts/" + draft.id());
  }

  private void edit(Context request, Visitor visitor) {
    show(request, visitor, draft(request, visitor), List.of());
  }

  private void show(Context request, Visitor visitor, Draft draft, List<Fault> refused) {
    Shell shell = Shell.of("Study plan", visitor).at(NavItem.SUBMIT);
    Pages.show(request, "submit_edit.jte", shell, page(shell, visitor, draft, refused, ""));
  }

  private EditPage page(
      Shell shell, Visitor visitor, Draft draft, List<Fault> refused, String swap) {
    Optional<RosterFacts> facts = roster.facts();
    Sha256Digest report = report(draft.report(), visitor);
    Checked checked =
        check.check(
            draft.plan(), draft.counts(), report, facts.map(RosterFacts::sites).orElse(List.of()));
    return new EditPage(
        shell.csrf(),
        draft.id(),
        draft.plan(),
        draft.counts(),
        report == null ? "" : draft.report(),
        reports(visitor),
        form(draft.plan()),
        refused.isEmpty() ? checked : refusing(checked, refused),
        When.of(draft.at(), sources.clock().instant()),
        swap,
        facts.orElse(null));
  }

  private static Checked refusing(Checked checked, List<Fault> refused) {
    return new Checked(
        refused,
        checked.countFaults(),
        "",
        List.of(),
        List.of(),
        "",
        checked.sites(),
        checked.feasibility());
  }

  private List<ReportChoice> reports(Visitor visitor) {
    return sources.studies().list().stream()
        .filter(study -> study.state() == StudyState.PUBLISHED)
        .filter(study -> sources.visibility().sees(visitor, Sha256Digest.of(study.digest())))
        .map(study -> new ReportChoice(Sha256Digest.of(study.digest()).hex(), study.studyId()))
        .toList();
  }

  /** Null when none is chosen, or one that this visitor may not see. */
  private @Nullable Sha256Digest report(String digest, Visitor visitor) {
    try {
      Sha256Digest study = digest.isEmpty() ? null : Sha256Digest.parse(digest);
      return study != null && sources.visibility().sees(visitor, study) ? study : null;
    } catch (MalformedBody e) {
      return null;
    }
  }

  private void save(Context request, Visitor visitor) {
    Draft before = draft(request, visitor);
    Draft draft = filled(request, before);
    if ("form".equals(request.formParam("do"))) {
      try {
        draft = withForm(request, draft);
      } catch (StudyPlanException e) {
        keep(visitor, draft);
        show(request, visitor, draft, faults(e));
        return;
      }
    }
    keep(visitor, draft);
    request.redirect(START + "/drafts/" + draft.id());
  }

  /** While somebody types: saves, checks, and puts what was typed into the other view. */
  private void live(Context request, Visitor visitor) {
    Draft draft = filled(request, draft(request, visitor));
    boolean fromForm = "form".equals(request.queryParam("from"));
    List<Fault> refused = List.of();
    if (fromForm) {
      try {
        draft = withForm(request, draft);
      } catch (StudyPlanException e) {
        refused = faults(e);
      }
    }
    keep(visitor, draft);
    Shell shell = Shell.of("", visitor);
    String swap = fromForm ? "yaml" : "form";
    Pages.part(request, "submit_checked.jte", page(shell, visitor, draft, refused, swap));
  }

  private static List<Fault> faults(StudyPlanException e) {
    return e.sentences().stream()
        .map(
            sentence ->
                new Fault(
                    0,
                    "The form cannot be put into the YAML before this is corrected there: "
                        + sentence))
        .toList();
  }

  private Draft filled(Context request, Draft before) {
    return new Draft(
        before.id(),
        text(request, "yaml"),
        text(request, "counts"),
        text(request, "report"),
        sources.clock().instant());
  }

  private static Draft withForm(Context request, Draft draft) throws StudyPlanException {
    PlanForm form = PlanForm.filled(name -> text(request, name));
    return new Draft(
        draft.id(),
        form.into(draft.plan(), PlanCheck.FILE),
        draft.counts(),
        draft.report(),
        draft.at());
  }

  private void keep(Visitor visitor, Draft draft) {
    if (!sources.drafts().save(visitor.accountId(), draft)) {
      throw Problem.notFound();
    }
  }

  private void delete(Context request, Visitor visitor) {
    if (!sources.drafts().remove(visitor.accountId(), request.pathParam("draft"))) {
      throw Problem.notFound();
    }
    request.redirect(START);
  }

  private void download(Context request, Visitor visitor) {
    Draft draft = draft(request, visitor);
    attachment(request, "plan.yaml");
    request
        .contentType("application/yaml; charset=utf-8")
        .result(draft.plan().getBytes(StandardCharsets.UTF_8));
  }

  private void rosterFile(Context request, Visitor visitor) {
    RosterFacts facts =
        roster
            .facts()
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "NO_ROSTER", "No roster is published yet; ask an administrator."));
    attachment(request, facts.file());
    request.contentType("application/octet-stream").result(roster.file().orElseThrow());
  }

  private static void attachment(Context request, String name) {
    request.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
  }

  private Draft draft(Context request, Visitor visitor) {
    return sources
        .drafts()
        .find(visitor.accountId(), request.pathParam("draft"))
        .orElseThrow(Problem::notFound);
  }

  /** A browser sends lines with CR LF; a plan has LF. */
  private static String text(Context request, String name) {
    String value = request.formParam(name);
    if (value == null) {
      return "";
    }
    if (value.length() > MAX_TEXT) {
      throw Problem.tooLarge("A plan has at most 256 KiB.");
    }
    return value.replace("\r\n", "\n");
  }
}
