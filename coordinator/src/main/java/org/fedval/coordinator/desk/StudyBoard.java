package org.fedval.coordinator.desk;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Studies for people to read: lists and details, from the database and from notes of what runs.
 * Never waits for the event loop. Who may see what is the caller's to say. Thread-safe.
 */
public final class StudyBoard {
  private final StudyIndex index;
  private final StudyRepository studies;
  private final FactBook facts;
  private final LiveStudies live;

  /**
   * @param live of the desk that runs the studies
   */
  public StudyBoard(
      StudyIndex index,
      StudyRepository studies,
      RosterBook rosters,
      LockedStudies locked,
      LiveStudies live) {
    this.index = index;
    this.studies = studies;
    this.facts = new FactBook(studies, rosters, locked);
    this.live = live;
  }

  /**
   * A page of the studies that the visitor may see.
   *
   * @throws IllegalArgumentException with one sentence when the cursor is none of this list
   */
  public StudyPage list(StudyQuery query, Predicate<Sha256Digest> visible) {
    String after = query.cursor() == null ? "" : StudyCursor.place(query.cursor(), query.sort());
    List<StudyEntry> all =
        index.rows().stream()
            .filter(row -> query.states().isEmpty() || query.states().contains(row.state()))
            .filter(row -> visible.test(row.digest()))
            .map(row -> StudyEntry.of(row, facts.of(row.digest())))
            .filter(entry -> entry.mentions(query.text()))
            .sorted(Comparator.comparing(entry -> entry.place(query.sort())))
            .toList();
    List<StudyEntry> rest =
        all.stream().filter(e -> e.place(query.sort()).compareTo(after) > 0).toList();
    boolean more = rest.size() > query.limit();
    List<StudyEntry> page = more ? rest.subList(0, query.limit()) : rest;
    return new StudyPage(
        page, all.size(), more ? StudyCursor.after(page.get(page.size() - 1), query.sort()) : null);
  }

  /** One study; empty when there is none of this digest. */
  public Optional<StudyDetail> detail(Sha256Digest study) {
    return index.find(study).map(row -> detail(StudyEntry.of(row, facts.of(study))));
  }

  private StudyDetail detail(StudyEntry stored) {
    Optional<LiveStudy> running = live.of(stored.digest()).filter(l -> !stored.state().isFinal());
    Set<String> approved = studies.approvedBy(stored.digest().toByteArray());
    return new StudyDetail(
        running.map(l -> stored.says(l.view())).orElse(stored),
        running.map(l -> l.view().sites()).orElse(List.of()),
        approved,
        index.transitions(stored.digest()),
        running.flatMap(LiveStudy::deadline),
        running.map(l -> waitedFor(l, approved)).orElse(List.of()));
  }

  private static List<String> waitedFor(LiveStudy running, Set<String> approved) {
    Set<String> sites = new TreeSet<>(running.waitedFor());
    if (running.view().state() == StudyState.RECRUITING) {
      sites.removeAll(approved);
    }
    return List.copyOf(sites);
  }
}
