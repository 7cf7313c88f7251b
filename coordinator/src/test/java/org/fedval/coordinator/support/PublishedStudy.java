package org.fedval.coordinator.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.study.LockedStudy;

/** Sites that take a study to its end at a desk, as witnesses too unless a test says no. */
public final class PublishedStudy {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

  public final House house;
  public final Roster roster;
  public final LockedStudy locked;
  public final Sha256Digest study;
  public final Map<String, DeskSite> sites = new TreeMap<>();
  public final Map<String, RoundSite> rounds = new TreeMap<>();

  /** Sites that hear and answer nothing. */
  public final Set<String> asleep = new TreeSet<>();

  /** What every site heard that it has not answered. */
  private final Map<String, Deque<SiteInstruction>> waiting = new TreeMap<>();

  public PublishedStudy(House house) throws Exception {
    this(house, 3);
  }

  public PublishedStudy(House house, int size) throws Exception {
    this.house = house;
    List<String> ids = NAMES.subList(0, size);
    house.enrol(ids.toArray(String[]::new));
    roster = house.publishRoster();
    house.uploadBundle();
    locked = house.locked("s-1", roster);
    house.desk.submit(house.handedIn(locked.definition(), TinyStudy.plan("s-1"), roster));
    study = locked.definition().hash();
    for (String id : ids) {
      int index = roster.indexOf(id).orElseThrow();
      sites.put(id, new DeskSite(house, id).attach());
      rounds.put(id, roundSite(id, TinyStudy.cases(locked.counters(), index + 1)));
      waiting.put(id, new ArrayDeque<>());
    }
    sites.values().forEach(site -> taken(site.approve(study)));
  }

  /** A site of this study with these cases. */
  public RoundSite roundSite(String id, CaseTable cases) {
    return new RoundSite(
        roster,
        locked,
        roster.indexOf(id).orElseThrow(),
        house.identities.get(id),
        cases,
        house.random);
  }

  /** The coordinator's process ends; a new one goes on with the same files. */
  public void restart() {
    house.restart();
    house.desk.resume();
    waiting.values().forEach(Deque::clear);
    sites.forEach(
        (id, site) -> {
          var unused = site.heard();
          if (!asleep.contains(id)) {
            site.attach();
          }
        });
  }

  /** The connection of a site ends, and it answers nothing more. */
  public void lose(String id) {
    asleep.add(id);
    sites.get(id).detach();
  }

  /** Lets every site answer until nothing is left to say; the silent ones cosign nothing. */
  public PublishedStudy run(Set<String> silentWitnesses) {
    var unused = turns(Integer.MAX_VALUE, silentWitnesses);
    return this;
  }

  /** So many answers, or fewer when nothing is left to say; how many there were. */
  public int turns(int most, Set<String> silentWitnesses) {
    int taken = 0;
    boolean busy = true;
    while (busy && taken < most) {
      busy = false;
      for (String id : sites.keySet()) {
        waiting.get(id).addAll(sites.get(id).heard());
        if (asleep.contains(id)) {
          waiting.get(id).clear();
        }
        if (!waiting.get(id).isEmpty() && taken < most) {
          busy = true;
          taken++;
          answer(id, waiting.get(id).remove(), silentWitnesses);
        }
      }
    }
    return taken;
  }

  /** Time passes until a silent site is given up, while the others show signs of life. */
  public void waitForSleepers() {
    house.clock.forward(House.DEADLINES.signOfLife().plusSeconds(1));
    for (String id : sites.keySet()) {
      if (!asleep.contains(id)) {
        house.desk.signOfLife(id, SitePhaseName.AGGREGATING);
      }
    }
    house.settle();
    house.tick();
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
      takenOrLate(house.desk.chunk(id, step.sid(), 0, rounds.get(id).vector()));
    }
    if (step != null) {
      takenOrLate(house.desk.accept(id, step));
    }
  }

  public ValidationStudy stored() {
    return house.studies.find(study.toByteArray()).orElseThrow();
  }

  public ReportRepository.StoredReport report() {
    return house.reports.find(study.toByteArray()).orElseThrow();
  }

  /** A session may be over before everybody has answered what was said in it. */
  private static void takenOrLate(SubmitOutcome outcome) {
    if (!(outcome instanceof SubmitOutcome.Refused refused)
        || !refused.code().equals("NO_SESSION")) {
      taken(outcome);
    }
  }

  private static void taken(SubmitOutcome outcome) {
    assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
  }
}
