package org.fedval.agent.secagg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.wire.session.SiteInstruction;

/** Three sites and sessions between them. */
final class TestRun {
  final List<TestSite> sites = new ArrayList<>();
  OfferedStudy study;
  TestCoordinator coordinator;

  TestRun(OfferedStudy study, Path homes) throws Exception {
    this.study = study;
    this.coordinator = new TestCoordinator(study, 1);
    for (int i = 0; i < study.roster.size(); i++) {
      sites.add(new TestSite(study, homes.resolve("" + i), i, new LocalDisk()));
    }
  }

  /** A further session, of the same study or of another one. */
  void propose(OfferedStudy next, long attempt) {
    study = next;
    sites.forEach(site -> site.study = next);
    coordinator = new TestCoordinator(next, attempt);
  }

  /** Everybody takes what was said last, so many times, with a new phase after each. */
  void phases(int count) throws Exception {
    for (int phase = 0; phase < count; phase++) {
      everybody();
      coordinator.next();
    }
  }

  void everybody() throws Exception {
    for (TestSite site : sites) {
      say(site, coordinator.last(site.index));
    }
  }

  void say(TestSite site, SiteInstruction instruction) throws Exception {
    coordinator.hear(
        site.index, site.take(coordinator.terms, instruction), () -> session(site).maskedVector());
  }

  SecAggSession session(TestSite site) {
    return site.shelf.find(coordinator.terms.sid()).orElseThrow();
  }

  /** A whole session with its result. */
  void finish() throws Exception {
    phases(6);
    everybody();
  }
}
