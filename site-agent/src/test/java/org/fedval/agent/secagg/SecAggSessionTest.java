package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.agent.release.ReleaseGate;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.InMemoryVectorStore;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.SuppressionGate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecAggSessionTest {
  @TempDir private Path folder;

  private final List<SecAggSession> sites = new ArrayList<>();
  private OfferedStudy study;
  private SessionTerms terms;
  private ReleasedCounts counts;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    terms =
        SessionTerms.propose(
            study.coordinator,
            study.roster,
            study.locked.definition(),
            LockedStudy.FIRST_SLOT,
            1,
            study.locked.layout(),
            new byte[0],
            new SessionProposal.Deadlines(1, 2, 3, 4),
            study.random);
    counts =
        new ReleaseGate(study.locked.definition().hash())
            .release(study.locked, new Accumulator(study.locked.counters(), new byte[32]).freeze());
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
              study.freezer(),
              study.random));
    }
  }

  @Test
  void an_instruction_that_comes_again_gets_the_same_bytes_again() {
    AdvertisePhase advertise =
        SecAggServer.open(
            terms,
            study.coordinator,
            new SuppressionGate(study.locked.counters()),
            new InMemoryVectorStore());
    for (SecAggSession site : sites) {
      SiteMessage.Advertised step = (SiteMessage.Advertised) site.advertise();
      assertThat(site.advertise()).isEqualTo(step);
      taken(advertise.accept(site.index(), step.signed()));
    }
    SharePhase share = advertise.close();
    for (SecAggSession site : sites) {
      SiteMessage.SharesDealt step = (SiteMessage.SharesDealt) site.share(closed(share));
      assertThat(site.share(closed(share))).isEqualTo(step);
      Map<Integer, ShareRow> rows = new TreeMap<>();
      step.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
      taken(share.accept(site.index(), step.signed(), rows));
    }
    MaskPhase mask = share.close();
    for (SecAggSession site : sites) {
      SiteInstruction.SharesDelivered delivered = delivered(mask, site.index());
      SiteMessage.Masked step = (SiteMessage.Masked) site.mask(delivered, counts);
      byte[] vector = site.maskedVector();
      assertThat(site.mask(delivered, counts)).isEqualTo(step);
      assertThat(site.maskedVector()).isEqualTo(vector);
      taken(mask.accept(site.index(), step.signed(), vector, step.confirmList().toByteArray()));
    }
    VotePhase vote = mask.close();
    SiteInstruction.SurvivorsNamed named =
        new SiteInstruction.SurvivorsNamed(terms.sid(), vote.survivorSet());
    for (SecAggSession site : sites) {
      SiteMessage.Voted step = (SiteMessage.Voted) site.vote(named);
      assertThat(site.vote(named)).isEqualTo(step);
      taken(vote.accept(site.index(), step.signed()));
    }
    SiteInstruction.Committed committed =
        new SiteInstruction.Committed(terms.sid(), vote.close().certificate());
    assertThat(sites.get(0).revealGate(committed)).isEqualTo(sites.get(0).revealGate(committed));
  }

  @Test
  void a_step_that_the_coordinator_skips_is_refused() {
    SecAggSession site = sites.get(0);
    var anything = study.signedRoster();

    skipped(
        () ->
            site.mask(
                new SiteInstruction.SharesDelivered(terms.sid(), anything, new TreeMap<>()),
                counts));
    skipped(site::maskedVector);
    skipped(() -> site.vote(new SiteInstruction.SurvivorsNamed(terms.sid(), anything)));
    skipped(() -> site.revealGate(new SiteInstruction.Committed(terms.sid(), anything)));
    skipped(
        () -> site.revealMetrics(new SiteInstruction.GateOpened(terms.sid(), anything, anything)));
    skipped(() -> site.finish(new SiteInstruction.ResultPublished(terms.sid(), anything)));
  }

  @Test
  void counts_of_another_study_are_not_masked() throws Exception {
    OfferedStudy other = new OfferedStudy(folder.resolve("other"));
    ReleasedCounts foreign =
        new ReleaseGate(other.locked.definition().hash())
            .release(other.locked, new Accumulator(other.locked.counters(), new byte[32]).freeze());

    assertThatThrownBy(
            () ->
                sites
                    .get(0)
                    .mask(
                        new SiteInstruction.SharesDelivered(
                            terms.sid(), study.signedRoster(), new TreeMap<>()),
                        foreign))
        .hasMessage("The counts are released for another study.");
  }

  private SiteInstruction.AdvertiseSetClosed closed(SharePhase share) {
    SortedMap<Integer, Octets> bodies = new TreeMap<>();
    share.advertiseBodies().forEach((site, body) -> bodies.put(site, Octets.of(body)));
    return new SiteInstruction.AdvertiseSetClosed(terms.sid(), share.advertiseSet(), bodies);
  }

  private SiteInstruction.SharesDelivered delivered(MaskPhase mask, int site) {
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

  private static void taken(Outcome outcome) {
    assertThat(outcome).isEqualTo(new Outcome.Accepted());
  }

  private static void skipped(org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("The coordinator skipped a step of the session.");
  }
}
