package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.privacy.RhoLedgerFile;
import org.fedval.agent.release.ReleaseGate;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.InMemoryVectorStore;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Transcript;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.SuppressionGate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Noise drawn once and a budget charged once, at an agent's own files. */
class PrivateSlotTest {
  @TempDir private Path folder;

  private OfferedStudy study;
  private ReleasedCounts counts;
  private PrivacyLedger ledger;
  private SlotFreezer freezer;

  @BeforeEach
  void a_study_with_privacy_is_offered() throws Exception {
    study = OfferedStudy.withEpsilon(folder, 4);
    counts =
        new ReleaseGate(study.locked.definition().hash())
            .release(study.locked, new Accumulator(study.locked.counters(), new byte[32]).freeze());
    ledger = ledger(5);
    freezer = new SlotFreezer(ledger, study.random);
  }

  @Test
  void a_rerun_of_the_slot_gets_the_same_noise() {
    FrozenVector first = freezer.freeze(terms(1), counts, 0);
    FrozenVector again = freezer.freeze(terms(2), counts, 0);
    assertThat(commitment(again)).isEqualTo(commitment(first));
    freezer.charge(terms(1), first);
    freezer.charge(terms(2), again);
    assertThat(ledger.spent()).isEqualTo(cost());
  }

  @Test
  void noise_that_was_drawn_again_does_not_leave() {
    freezer.charge(terms(1), freezer.freeze(terms(1), counts, 0));
    SlotFreezer forgetful = new SlotFreezer(ledger(5), study.random);
    FrozenVector other = forgetful.freeze(terms(2), counts, 0);
    assertThatThrownBy(() -> forgetful.charge(terms(2), other))
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("noise is never drawn again");
  }

  @Test
  void the_charge_is_on_the_disk_private_and_signed() throws Exception {
    freezer.charge(terms(1), freezer.freeze(terms(1), counts, 0));
    Path file = study.home.privacyLedgerFile();
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(ledger(5).spent()).isEqualTo(cost());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> ledger(5).spent())
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void a_study_over_budget_is_refused_before_any_work_and_before_it_leaves() {
    ledger.requireRoom(study.locked.definition());
    PrivacyLedger poor = ledger(3.9);
    assertThatThrownBy(() -> poor.requireRoom(study.locked.definition()))
        .isInstanceOf(PrivacyRefused.class)
        .hasMessageContaining("privacy_epsilon_budget: 3.9");
    SlotFreezer broke = new SlotFreezer(poor, study.random);
    FrozenVector vector = broke.freeze(terms(1), counts, 0);
    assertThatThrownBy(() -> broke.charge(terms(1), vector)).isInstanceOf(PrivacyRefused.class);
    assertThat(Files.exists(study.home.privacyLedgerFile())).isFalse();
    assertThatThrownBy(() -> ledger(0).requireRoom(study.locked.definition()))
        .hasMessageContaining("sets no privacy_epsilon_budget");
  }

  @Test
  void a_study_that_is_charged_already_has_room() {
    freezer.charge(terms(1), freezer.freeze(terms(1), counts, 0));
    ledger(3.9).requireRoom(study.locked.definition());
  }

  @Test
  void a_masked_session_is_charged_and_its_abort_certificate_refunds_it() {
    SessionTerms terms = terms(1);
    List<SecAggSession> sites = sessions(terms);
    MaskPhase mask = shared(terms, sites);
    SecAggSession mine = sites.get(0);
    var unused = mine.mask(delivered(terms, mask, 0), counts);
    assertThat(ledger.spent()).isEqualTo(cost());

    AbortPhase abort = mask.abort();
    sites.forEach(site -> taken(abort.accept(site.index(), pledge(terms, sites, site.index()))));
    SiteInstruction.Aborted notice = new SiteInstruction.Aborted(terms.sid(), abort.close());
    ledger.refund(mine.aborted(notice).orElseThrow());
    assertThat(ledger.spent()).isZero();
    assertThat(ledger(5).spent()).isZero();
    assertThat(sites.get(1).aborted(notice)).isEmpty();
  }

  @Test
  void a_masking_over_budget_sends_nothing() {
    freezer = new SlotFreezer(ledger(1), study.random);
    SessionTerms terms = terms(1);
    List<SecAggSession> sites = sessions(terms);
    MaskPhase mask = shared(terms, sites);
    SecAggSession mine = sites.get(0);
    assertThatThrownBy(() -> mine.mask(delivered(terms, mask, 0), counts))
        .isInstanceOf(PrivacyRefused.class);
    assertThatThrownBy(mine::maskedVector).hasMessageContaining("skipped a step");
  }

  private SessionTerms terms(long attempt) {
    return SessionTerms.propose(
        study.coordinator,
        study.roster,
        study.locked.definition(),
        "slot-0",
        attempt,
        study.locked.layout(),
        new byte[0],
        new SessionProposal.Deadlines(1, 2, 3, 4),
        study.random);
  }

  private List<SecAggSession> sessions(SessionTerms terms) {
    List<SecAggSession> sites = new ArrayList<>();
    Set<VerifyingKey> all = new HashSet<>();
    study.identities.forEach(key -> all.add(key.verifyingKey()));
    for (int i = 0; i < 3; i++) {
      Set<VerifyingKey> peers = new HashSet<>(all);
      peers.remove(study.identities.get(i).verifyingKey());
      sites.add(
          SecAggSession.join(
              terms,
              i,
              study.identities.get(i),
              new TrustRules(peers, 2),
              new SuppressionGate(study.locked.counters()),
              freezer,
              study.random));
    }
    return sites;
  }

  private MaskPhase shared(SessionTerms terms, List<SecAggSession> sites) {
    AdvertisePhase advertise =
        SecAggServer.open(
            terms,
            study.coordinator,
            new SuppressionGate(study.locked.counters()),
            new InMemoryVectorStore());
    sites.forEach(site -> taken(advertise.accept(site.index(), signed(site.advertise()))));
    SharePhase share = advertise.close();
    SortedMap<Integer, Octets> bodies = new TreeMap<>();
    share.advertiseBodies().forEach((site, body) -> bodies.put(site, Octets.of(body)));
    for (SecAggSession site : sites) {
      SiteMessage.SharesDealt dealt =
          (SiteMessage.SharesDealt)
              site.share(
                  new SiteInstruction.AdvertiseSetClosed(
                      terms.sid(), share.advertiseSet(), bodies));
      Map<Integer, ShareRow> rows = new TreeMap<>();
      dealt.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
      taken(share.accept(site.index(), dealt.signed(), rows));
    }
    return share.close();
  }

  private static SiteInstruction.SharesDelivered delivered(
      SessionTerms terms, MaskPhase mask, int site) {
    SortedMap<Integer, SiteInstruction.SharesDelivered.Dealt> shares = new TreeMap<>();
    mask.dealtTo(site)
        .forEach(
            (dealer, dealt) ->
                shares.put(
                    dealer,
                    new SiteInstruction.SharesDelivered.Dealt(
                        dealt.shareKeys(), Octets.of(dealt.row().encode()))));
    return new SiteInstruction.SharesDelivered(terms.sid(), mask.shareDelivery(), shares);
  }

  private SignedBody pledge(SessionTerms terms, List<SecAggSession> sites, int site) {
    SortedMap<Integer, Sha256Digest> advertises = new TreeMap<>();
    sites.forEach(s -> advertises.put(s.index(), signed(s.advertise()).hash()));
    byte[] vote =
        new Vote(
                terms.sid(),
                Transcript.h1(terms.sid(), advertises),
                Sha256Digest.ZERO,
                Sha256Digest.ZERO,
                site,
                VoteKind.ABORT)
            .encode();
    return SignedBody.sign(Vote.TYPE, terms.sid(), site, vote, study.identities.get(site));
  }

  private static SignedBody signed(SiteMessage message) {
    return ((SiteMessage.Advertised) message).signed();
  }

  private static void taken(Outcome outcome) {
    assertThat(outcome).isEqualTo(new Outcome.Accepted());
  }

  private long cost() {
    var privacy = study.locked.definition().privacy();
    return privacy.rhoGate() + privacy.rhoMetric();
  }

  private Sha256Digest commitment(FrozenVector vector) {
    return vector.commitment(study.locked.definition().hash(), "slot-0");
  }

  private PrivacyLedger ledger(double epsilon) {
    return new PrivacyLedger(
        new RhoLedgerFile(study.home.privacyLedgerFile()), study.identities.get(0), "a", epsilon);
  }
}
