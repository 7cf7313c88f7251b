package org.fedval.agent.secagg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.journal.JournalCounts;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.privacy.RhoLedgerFile;
import org.fedval.agent.release.ReleaseGate;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.KekSource;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SitePolicy;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.crypto.secagg.slot.SlotRule;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.PooledSlots;

/** One site of three with its folder; it can lose its memory and come back from the folder. */
final class TestSite {
  static final String SLOT = org.fedval.wire.study.LockedStudy.FIRST_SLOT;
  private static final SecretBytes COHORT_KEY = SecretBytes.copyOf(new byte[32]);

  OfferedStudy study;
  final Path home;
  final int index;
  private StableStorage disk;
  SlotBook slots;
  FrozenSlots frozen;
  SessionShelf shelf;
  PrivacyLedger privacy;
  double budgetEpsilon = 5;
  int images;

  /** Patients with one scored image, half of them positive. */
  int scored;

  Exclusion reason = Exclusion.UNREADABLE;
  CohortRecord cohort;
  List<String> damage = List.of();
  private SiteInstruction.SessionProposed proposed;

  TestSite(OfferedStudy study, Path home, int index, StableStorage disk) throws Exception {
    this.study = study;
    this.home = home;
    this.index = index;
    this.disk = disk;
    this.images = 20 + index;
    this.cohort = cohort("site-" + index, 40);
    Files.createDirectories(home);
    open();
  }

  /** Patients 0 to count-1 with one image each. */
  static CohortRecord cohort(String prefix, int count) {
    CohortRecord.Builder builder = CohortRecord.keyedWith(COHORT_KEY);
    for (int p = 0; p < count; p++) {
      builder.add(prefix + "-p" + p, prefix + "-i" + p, new byte[0]);
    }
    return builder.build();
  }

  private void open() throws Exception {
    Kek kek = KekSource.FILE.open(home.resolve("keys"), new LocalDisk(), study.random);
    JournalCounts counts = JournalCounts.open(home.resolve("sessions/counts"), kek, disk);
    slots = SlotBook.open(home.resolve("data-sets"), kek, disk, SlotRule.defaults(), counts);
    frozen =
        new FrozenSlots(home.resolve("frozen"), home.resolve("evidence"), kek, disk, study.random);
    privacy = ledger(budgetEpsilon);
    shelf =
        new SessionShelf(
            home.resolve("sessions"),
            kek,
            disk,
            study.random,
            counts,
            new SessionShelf.Parts(
                study.identities.get(index),
                study.coordinator.verifyingKey(),
                slots,
                frozen,
                privacy));
  }

  /** The privacy ledger in this site's folder under another budget. */
  PrivacyLedger ledger(double epsilon) {
    return new PrivacyLedger(
        new RhoLedgerFile(privacyFile()), study.identities.get(index), "site-" + index, epsilon);
  }

  Path privacyFile() {
    return home.resolve("privacy/rho-ledger");
  }

  /** Forgets everything that is not on the disk; the disk is sound from now on. */
  void restart() throws Exception {
    disk = new LocalDisk();
    open();
    damage = shelf.resume().damage();
  }

  SecAggSession join(SessionTerms terms) throws Exception {
    Set<VerifyingKey> peers = new HashSet<>();
    study.identities.forEach(key -> peers.add(key.verifyingKey()));
    peers.remove(study.identities.get(index).verifyingKey());
    int slot = study.locked.slotOf(terms.proposal().slot());
    return shelf.join(
        new SessionStart(
            study.offer(),
            proposed != null && proposed.proposal().hash().equals(terms.sid())
                ? proposed
                : new SiteInstruction.SessionProposed(terms.signedProposal()),
            study.roster,
            study.locked.layout(slot),
            SitePolicy.defaults(),
            new TrustRules(peers, 1),
            SecretBytes.random(AdvertisedClient.ROOT_BYTES, study.random),
            slot == 0
                ? Optional.empty()
                : Optional.of(EarlierGate.of(earlier(), study.locked.counters(slot)))));
  }

  /** The study before the slot that was proposed. */
  private PooledStudy earlier() {
    return PooledSlots.of(
        study.locked,
        proposed.earlier().stream().map(sums -> OpenedSums.decode(sums.toByteArray())).toList(),
        0);
  }

  /** Unreadable images of as many unknown patients, and the scored ones. */
  CaseTable cases() {
    Accumulator counts = new Accumulator(study.locked.counters(), new byte[32]);
    for (int i = 0; i < images; i++) {
      counts.exclude(null, reason);
    }
    for (int i = 0; i < scored; i++) {
      counts.add(
          new CaseRecord(
              index + "-" + i,
              new double[] {(i + 0.5) / scored},
              new ReferenceLabel[] {i % 2 == 0 ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE},
              new int[] {i % 4 < 2 ? 0 : 1}));
    }
    return counts.cases();
  }

  /** What this site counted in the first slot. */
  ReleasedCounts counts() throws Exception {
    return released(SlotCounts.first(study.locked.counters(), cases()));
  }

  private ReleasedCounts released(CounterVector counts) throws Exception {
    return new ReleaseGate(study.locked.definition().hash()).release(study.locked, counts);
  }

  FrozenSlot freeze() throws Exception {
    return frozen.freezeOnce(
        study.locked.definition(), SLOT, study.locked.layout(), index, counts(), cohort);
  }

  private FrozenSlot freeze(String slot) throws Exception {
    if (slot.equals(SLOT)) {
      return freeze();
    }
    int number = study.locked.slotOf(slot);
    return frozen.freezeOnce(
        study.locked.definition(),
        slot,
        study.locked.layout(number),
        index,
        released(
            SlotCounts.later(
                study.locked.counters(number), cases(), earlier().next(), study.random)),
        cohort);
  }

  /** Takes an instruction as the agent does; nothing when the session is not open here. */
  List<SiteMessage> take(SessionTerms terms, SiteInstruction instruction) throws Exception {
    Optional<SecAggSession> open = shelf.find(terms.sid());
    if (instruction instanceof SiteInstruction.SessionProposed i) {
      proposed = i;
      if (open.isEmpty() && shelf.hasSeen(terms.sid())) {
        return List.of();
      }
      return List.of((open.isPresent() ? open.get() : join(terms)).advertise());
    }
    if (open.isEmpty()) {
      return List.of();
    }
    SecAggSession session = open.get();
    if (instruction instanceof SiteInstruction.AdvertiseSetClosed i) {
      return session.share(i);
    } else if (instruction instanceof SiteInstruction.SharesDelivered i) {
      return session.mask(i, freeze(session.slot()));
    } else if (instruction instanceof SiteInstruction.SurvivorsNamed i) {
      return session.vote(i);
    } else if (instruction instanceof SiteInstruction.Committed i) {
      return session.revealGate(i);
    } else if (instruction instanceof SiteInstruction.GateOpened i) {
      return session.revealMetrics(i);
    } else if (instruction instanceof SiteInstruction.AbortAsked i) {
      return session.abort(i);
    } else if (instruction instanceof SiteInstruction.Aborted i) {
      session.aborted(i);
    } else if (instruction instanceof SiteInstruction.ResultPublished i) {
      session.finish(i);
    }
    return List.of();
  }
}
