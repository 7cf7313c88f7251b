package org.fedval.coordinator.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.study.LockedStudy;

/** Three sites that take a study to its end at a desk, as witnesses too unless a test says no. */
public final class PublishedStudy {
  public final House house;
  public final Roster roster;
  public final Sha256Digest study;
  public final Map<String, DeskSite> sites = new TreeMap<>();
  private final Map<String, RoundSite> rounds = new TreeMap<>();

  public PublishedStudy(House house) throws Exception {
    this.house = house;
    house.enrol("a", "b", "c");
    roster = house.publishRoster();
    house.uploadBundle();
    LockedStudy locked = house.locked("s-1", roster);
    house.desk.submit(house.handedIn(locked.definition(), TinyStudy.plan("s-1"), roster));
    study = locked.definition().hash();
    for (String id : List.of("a", "b", "c")) {
      int index = roster.indexOf(id).orElseThrow();
      sites.put(id, new DeskSite(house, id).attach());
      rounds.put(
          id,
          new RoundSite(
              roster,
              locked,
              index,
              house.identities.get(id),
              TinyStudy.cases(locked.counters(), index + 1),
              house.random));
    }
    sites.values().forEach(site -> taken(site.approve(study)));
  }

  /** Lets every site answer until nothing is left to say; the silent ones cosign nothing. */
  public PublishedStudy run(Set<String> silentWitnesses) {
    boolean busy = true;
    while (busy) {
      busy = false;
      for (String id : sites.keySet()) {
        for (SiteInstruction instruction : sites.get(id).heard()) {
          busy = true;
          answer(id, instruction, silentWitnesses);
        }
      }
    }
    return this;
  }

  private void answer(String id, SiteInstruction instruction, Set<String> silentWitnesses) {
    if (instruction instanceof SiteInstruction.CheckpointOffered offered) {
      if (!silentWitnesses.contains(id)) {
        taken(sites.get(id).cosign(offered));
      }
      return;
    }
    SiteMessage.SessionStep step = rounds.get(id).answer(instruction);
    if (step instanceof SiteMessage.Masked) {
      taken(house.desk.chunk(id, step.sid(), 0, rounds.get(id).vector()));
    }
    if (step != null) {
      taken(house.desk.accept(id, step));
    }
  }

  public ValidationStudy stored() {
    return house.studies.find(study.toByteArray()).orElseThrow();
  }

  public ReportRepository.StoredReport report() {
    return house.reports.find(study.toByteArray()).orElseThrow();
  }

  private static void taken(SubmitOutcome outcome) {
    assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
  }
}
