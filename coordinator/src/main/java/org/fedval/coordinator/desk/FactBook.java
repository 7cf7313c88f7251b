package org.fedval.coordinator.desk;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.study.StudyYaml;

/** The facts of locked studies, each read from its plan once. Thread-safe. */
final class FactBook {
  private static final int MOST = 4096;

  private final StudyRepository studies;
  private final RosterBook rosters;
  private final LockedStudies locked;
  private final Map<Sha256Digest, StudyFacts> known = new ConcurrentHashMap<>();

  FactBook(StudyRepository studies, RosterBook rosters, LockedStudies locked) {
    this.studies = studies;
    this.rosters = rosters;
    this.locked = locked;
  }

  /** The facts of a stored study. */
  StudyFacts of(Sha256Digest study) {
    StudyFacts facts = known.get(study);
    if (facts == null) {
      facts = read(studies.find(study.toByteArray()).orElseThrow());
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(study, facts);
    }
    return facts;
  }

  private StudyFacts read(ValidationStudy study) {
    Roster roster = rosters.roster(Sha256Digest.of(study.rosterHash())).orElseThrow();
    List<String> sites = roster.members().stream().map(Roster.Member::siteId).toList();
    boolean feasibility = study.sealedBundle().isEmpty();
    try {
      StudyDocument plan = StudyYaml.parse(study.planYaml());
      return new StudyFacts(
          plan.title(),
          feasibility,
          plan.findings(),
          feasibility ? List.of() : List.of(name(locked.bundle(study).model())),
          roster.rosterId(),
          roster.version(),
          sites);
    } catch (IOException | StudyPlanException e) {
      // What an older version locked and this one cannot read is still a study of this id.
      return new StudyFacts(
          study.studyId(),
          feasibility,
          List.of(),
          List.of(),
          roster.rosterId(),
          roster.version(),
          sites);
    }
  }

  private static String name(ModelDescription model) {
    return model.modelName() + " " + model.version();
  }
}
