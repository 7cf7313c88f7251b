package org.fedval.coordinator.web.study;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fedval.coordinator.desk.StudyDetail;
import org.fedval.coordinator.desk.StudyEntry;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.wire.session.SitePhaseName;
import org.jspecify.annotations.Nullable;

/**
 * The part of a study's page that changes while it runs. Of a site it has the phase alone.
 *
 * @param address of the study's page
 * @param sites empty when the study is over
 * @param roster names of all sites, as a sentence lists them
 * @param waiting who is waited for and what for, in one sentence; empty when nobody is
 * @param deadline when the phase stops waiting; null where there is no such time
 * @param events every state it came to, the latest first
 */
public record StudyModel(
    String address,
    StateWords state,
    String sentence,
    boolean over,
    boolean published,
    List<Life.Step> life,
    List<Site> sites,
    String roster,
    String waiting,
    @Nullable When deadline,
    String noDeadline,
    List<Event> events) {

  /** A site of the roster and its phase in words. */
  public record Site(String id, String phase, String tone) {}

  /** A state that the study came to. */
  public record Event(When at, StateWords state, String sentence) {}

  static StudyModel of(StudyDetail study, Instant now) {
    StudyEntry entry = study.entry();
    StudyState state = entry.state();
    List<Event> events = new ArrayList<>();
    for (StudyIndex.Transition t : study.transitions()) {
      events.add(new Event(When.ago(t.at(), now), StateWords.of(t.state()), t.sentence()));
    }
    Collections.reverse(events);
    return new StudyModel(
        StudyAddress.of(entry.digest()),
        StateWords.of(state),
        entry.sentence(),
        state.isFinal(),
        state == StudyState.PUBLISHED,
        Life.steps(state, study.transitions().stream().map(StudyIndex.Transition::state).toList()),
        sites(study),
        String.join(", ", entry.facts().siteIds()),
        waiting(study),
        study.deadline().map(at -> When.ahead(at, now)).orElse(null),
        noDeadline(state),
        events);
  }

  private static List<Site> sites(StudyDetail study) {
    if (!study.sites().isEmpty()) {
      return study.sites().stream().map(StudyModel::site).toList();
    }
    return study.entry().state().isFinal()
        ? List.of()
        : study.entry().facts().siteIds().stream()
            .map(id -> new Site(id, "not heard of yet", "waiting"))
            .toList();
  }

  private static Site site(StudyView.SiteView site) {
    String tone =
        site.phase().equals(SitePhaseName.DONE.words())
            ? "done"
            : site.phase().equals(SitePhaseName.WAITING.words()) ? "waiting" : "running";
    return new Site(site.siteId(), site.phase(), tone);
  }

  private static String waiting(StudyDetail study) {
    List<String> sites = study.waitedFor();
    if (sites.isEmpty()) {
      return "";
    }
    String what =
        study.entry().state() == StudyState.RECRUITING
            ? "to say whether they take part"
            : study.deadline().isPresent()
                ? "to answer this phase"
                : "to hand in their masked sums";
    return "Waiting for %s %s.".formatted(String.join(", ", sites), what);
  }

  private static String noDeadline(StudyState state) {
    return switch (state) {
      case GATE, METRICS, SECOND_ROUND ->
          "No deadline: cohorts run as long as their sites show signs of life.";
      case POOLED -> "The sites confirm the log, then the report comes.";
      case LOCKED, RECRUITING, PUBLISHED, ABORTED -> "";
    };
  }
}
