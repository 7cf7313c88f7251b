package org.fedval.coordinator.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.store.StudyIndex;
import org.fedval.coordinator.study.StudyView;

/**
 * One study with its life so far.
 *
 * @param entry as in the list; while the study runs its sentence is the latest one
 * @param sites each with its phase in words, by id; empty when the study is over
 * @param approvedBy ids of the sites that approved it
 * @param transitions every state it came to, oldest first
 * @param deadline when the current phase stops waiting, where there is such a time
 * @param waitedFor ids of the sites whose answer the current phase lacks, ascending
 */
public record StudyDetail(
    StudyEntry entry,
    List<StudyView.SiteView> sites,
    Set<String> approvedBy,
    List<StudyIndex.Transition> transitions,
    Optional<Instant> deadline,
    List<String> waitedFor) {
  public StudyDetail {
    sites = List.copyOf(sites);
    approvedBy = Set.copyOf(approvedBy);
    transitions = List.copyOf(transitions);
    waitedFor = List.copyOf(waitedFor);
  }
}
