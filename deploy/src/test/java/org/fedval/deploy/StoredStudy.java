package org.fedval.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.LockedStudy;

/**
 * What a coordinator's database says of its one study.
 *
 * @param model as far as the coordinator knows it
 * @param survivors the sites of the first slot's certified survivor set, by id
 * @param slots which slots have sums, and why no further one has
 */
record StoredStudy(
    ValidationStudy study,
    LockedStudy locked,
    ModelDescription model,
    List<String> survivors,
    SlotRepository.Ended slots) {

  static StoredStudy of(CoordinatorHome home) throws Exception {
    return of(home.database());
  }

  private static StoredStudy of(Path file) throws Exception {
    try (Database database = Database.open(file)) {
      ValidationStudy study = new StudyRepository(database).list().get(0);
      Roster roster =
          Roster.decode(
              new RosterRepository(database).find(study.rosterHash()).orElseThrow().body());
      LockedStudies stored = new LockedStudies(new SealedBundleRepository(database));
      List<String> survivors = new ArrayList<>();
      SessionBodyRepository bodies = new SessionBodyRepository(database);
      byte[] sid =
          bodies.sessions(study.digest()).stream()
              .filter(session -> session.slot().equals(LockedStudy.FIRST_SLOT))
              .findFirst()
              .orElseThrow()
              .sid();
      bodies
          .body(sid, SigInput.COORDINATOR, SurvivorSet.TYPE)
          .ifPresent(
              set ->
                  SurvivorSet.decode(set.body())
                      .survivors()
                      .forEach(s -> survivors.add(roster.members().get(s.index()).siteId())));
      return new StoredStudy(
          study,
          stored.derive(study, roster),
          stored.bundle(study).model(),
          survivors,
          new SlotRepository(database).ended(study.digest()));
    }
  }
}
