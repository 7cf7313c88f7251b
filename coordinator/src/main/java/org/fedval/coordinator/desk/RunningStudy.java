package org.fedval.coordinator.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SitePhaseName;
import org.jspecify.annotations.Nullable;

/** A study that is not over, in memory. Lives on the event loop only. */
final class RunningStudy {
  private final Roster roster;
  private final Instant recruitBy;
  private final Map<String, SitePhaseName> phases = new TreeMap<>();
  private final List<Consumer<StudyView>> watchers = new ArrayList<>();
  private final SortedMap<Integer, String> denials = new TreeMap<>();
  private ValidationStudy study;
  private @Nullable String note;
  private @Nullable RoundDriver round;
  private @Nullable StudySlots slots;

  RunningStudy(ValidationStudy study, Roster roster, Instant recruitBy) {
    this.study = study;
    this.roster = roster;
    this.recruitBy = recruitBy;
    for (Roster.Member member : roster.members()) {
      phases.put(member.siteId(), SitePhaseName.WAITING);
    }
  }

  ValidationStudy study() {
    return study;
  }

  Sha256Digest digest() {
    return Sha256Digest.of(study.digest());
  }

  Roster roster() {
    return roster;
  }

  Instant recruitBy() {
    return recruitBy;
  }

  /** Who leads the study through its slots; set once, before anything else. */
  void leadWith(StudySlots sequence) {
    slots = sequence;
  }

  StudySlots slots() {
    StudySlots sequence = slots;
    if (sequence == null) {
      throw new IllegalStateException("Nobody leads this study.");
    }
    return sequence;
  }

  /** Whether sites may still say whether they take part. */
  boolean isRecruiting() {
    return study.state() == StudyState.RECRUITING;
  }

  @Nullable RoundDriver round() {
    return round;
  }

  /** The round that is led now; what an earlier attempt left on disk is removed. */
  void begin(RoundDriver driver) {
    RoundDriver earlier = round;
    if (earlier != null) {
      earlier.close();
    }
    round = driver;
  }

  /** What people should read until the study's next state. */
  void note(String sentence) {
    if (!sentence.equals(note)) {
      note = sentence;
      tellWatchers();
    }
  }

  void denies(int site, String why) {
    denials.put(site, why);
  }

  void approves(int site) {
    denials.remove(site);
  }

  /** Roster indices of the sites that do not take part, with their reason. */
  SortedMap<Integer, String> denials() {
    return Collections.unmodifiableSortedMap(denials);
  }

  /**
   * Roster indices of the sites that denied or have not approved.
   *
   * @param approved ids of the sites that did
   */
  SortedSet<Integer> absent(Set<String> approved) {
    SortedSet<Integer> absent = new TreeSet<>(denials.keySet());
    for (int site = 0; site < roster.size(); site++) {
      if (!approved.contains(roster.members().get(site).siteId())) {
        absent.add(site);
      }
    }
    return absent;
  }

  OptionalInt indexOf(String siteId) {
    return roster.indexOf(siteId);
  }

  /** Site ids, ascending, as a sentence lists them. */
  String named(Set<Integer> sites) {
    return sites.stream()
        .map(site -> roster.members().get(site).siteId())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  void update(ValidationStudy next) {
    study = next;
    note = null;
    tellWatchers();
  }

  void phase(String siteId, SitePhaseName phase) {
    if (phases.put(siteId, phase) != phase) {
      tellWatchers();
    }
  }

  /** As it stands now, for readers beside the event loop. */
  LiveStudy live() {
    RoundDriver driver = round;
    if (driver == null) {
      SortedSet<String> silent = new TreeSet<>(phases.keySet());
      denials.keySet().forEach(site -> silent.remove(roster.members().get(site).siteId()));
      boolean recruiting = isRecruiting();
      return new LiveStudy(
          view(),
          recruiting ? Optional.of(recruitBy) : Optional.empty(),
          recruiting ? List.copyOf(silent) : List.of());
    }
    return new LiveStudy(view(), driver.deadline(), driver.waitedFor());
  }

  void watch(Consumer<StudyView> watcher) {
    watchers.add(watcher);
    watcher.accept(view());
  }

  void unwatch(Consumer<StudyView> watcher) {
    watchers.remove(watcher);
  }

  private void tellWatchers() {
    StudyView view = view();
    watchers.forEach(w -> w.accept(view));
  }

  private StudyView view() {
    List<StudyView.SiteView> sites = new ArrayList<>();
    phases.forEach((id, phase) -> sites.add(new StudyView.SiteView(id, phase.words())));
    return new StudyView(study.state(), note == null ? study.sentence() : note, sites);
  }
}
