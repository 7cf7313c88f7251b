package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.InMemoryVectorStore;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.RevealAPhase;
import org.fedval.crypto.secagg.RevealBPhase;
import org.fedval.crypto.secagg.SecAggServer;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PooledSlots;
import org.fedval.wire.study.SuppressionGate;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator of one session from the real phases. It notes every signed body and every masked
 * vector of a site, and a second one of the same kind must be the same.
 */
final class TestCoordinator {
  final SessionTerms terms;
  private final OfferedStudy study;
  private final Map<String, SignedBody> heard = new HashMap<>();
  private final Map<Integer, Octets> vectors = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  private Set<Integer> members = new TreeSet<>();
  private AdvertisePhase advertise;
  private @Nullable SharePhase share;
  private @Nullable MaskPhase mask;
  private @Nullable VotePhase vote;
  private @Nullable RevealAPhase revealA;
  private @Nullable RevealBPhase revealB;
  private @Nullable AbortPhase abort;
  @Nullable PooledVector pooled;

  /** What every site of a phase is told. */
  private interface Stage {
    SiteInstruction instruction(int site);
  }

  TestCoordinator(OfferedStudy study, long attempt) {
    this(study, attempt, 0, Octets.empty(), List.of(), gate(study), Set.of());
  }

  /**
   * A coordinator that says what a test says.
   *
   * @param published tables, under the proposal's layout hash
   * @param earlier sums that go with the proposal
   * @param leftOut roster indices that are not invited
   */
  TestCoordinator(
      OfferedStudy study,
      long attempt,
      int slot,
      Octets published,
      List<Octets> earlier,
      SuppressionGate gate,
      Set<Integer> leftOut) {
    this.study = study;
    this.terms =
        SessionTerms.propose(
            study.coordinator,
            study.roster,
            study.locked.definition(),
            LockedStudy.slotName(slot),
            attempt,
            study.locked.layout(slot),
            published.toByteArray(),
            new SessionProposal.Deadlines(1, 2, 3, 4_000_000_000L),
            study.random);
    this.advertise =
        SecAggServer.open(
            terms, study.coordinator, gate, new InMemoryVectorStore(), leftOut, List.of());
    stages.add(
        site -> new SiteInstruction.SessionProposed(terms.signedProposal(), published, earlier));
  }

  private static SuppressionGate gate(OfferedStudy study) {
    return new SuppressionGate(study.locked.counters());
  }

  /**
   * The slot that follows sessions which all pooled their sums, as an honest coordinator has it.
   */
  static TestCoordinator after(OfferedStudy study, long attempt, List<OpenedSums> opened) {
    PooledStudy earlier = PooledSlots.of(study.locked, opened, study.roster.size());
    int slot = earlier.size();
    return new TestCoordinator(
        study,
        attempt,
        slot,
        Octets.of(earlier.next().encode()),
        opened.stream().map(sums -> Octets.of(sums.encode())).toList(),
        new SuppressionGate(study.locked.counters(slot))
            .after(EarlierGate.of(earlier, study.locked.counters(slot))),
        Set.of());
  }

  /** What this session opened. */
  OpenedSums opened() {
    return OpenedSums.of(terms.proposal().ringBits(), revealB.gateResult().body(), pooled);
  }

  /** Everything that was said to a site, in order. */
  List<SiteInstruction> said(int site) {
    return stages.stream().map(stage -> stage.instruction(site)).toList();
  }

  SiteInstruction last(int site) {
    return stages.get(stages.size() - 1).instruction(site);
  }

  void hear(int site, List<SiteMessage> answers, Supplier<byte[]> vector) {
    for (SiteMessage answer : answers) {
      SiteMessage.SessionStep step = (SiteMessage.SessionStep) answer;
      String kind = site + " " + step.getClass().getSimpleName();
      SignedBody earlier = heard.putIfAbsent(kind, step.signed());
      assertThat(step.signed()).as(kind).isEqualTo(earlier == null ? step.signed() : earlier);
      Outcome outcome = take(site, step, vector);
      assertThat(outcome.counts()).as("%s: %s", kind, outcome).isTrue();
    }
  }

  private Outcome take(int site, SiteMessage.SessionStep step, Supplier<byte[]> vector) {
    if (step instanceof SiteMessage.Advertised) {
      return share != null ? new Outcome.Duplicate() : advertise.accept(site, step.signed());
    } else if (step instanceof SiteMessage.SharesDealt dealt) {
      Map<Integer, ShareRow> rows = new TreeMap<>();
      dealt.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
      return mask != null ? new Outcome.Duplicate() : share.accept(site, step.signed(), rows);
    } else if (step instanceof SiteMessage.Masked masked) {
      Octets bytes = Octets.of(vector.get());
      assertThat(bytes).isEqualTo(vectors.getOrDefault(site, bytes));
      vectors.put(site, bytes);
      return vote != null
          ? new Outcome.Duplicate()
          : mask.accept(
              site, step.signed(), bytes.toByteArray(), masked.confirmList().toByteArray());
    } else if (step instanceof SiteMessage.Voted) {
      return revealA != null ? new Outcome.Duplicate() : vote.accept(site, step.signed());
    } else if (step instanceof SiteMessage.RevealedA) {
      return revealB != null ? new Outcome.Duplicate() : revealA.accept(site, step.signed());
    } else if (step instanceof SiteMessage.RevealedB) {
      return pooled != null ? new Outcome.Duplicate() : revealB.accept(site, step.signed());
    } else if (step instanceof SiteMessage.AbortVoted) {
      return abort.accept(site, step.signed());
    }
    return mask.complain(site, step.signed());
  }

  /** Closes the phase and says what comes next. */
  void next() {
    if (share == null) {
      SharePhase closed = advertise.close();
      share = closed;
      members = closed.advertiseBodies().keySet();
      SortedMap<Integer, Octets> bodies = new TreeMap<>();
      closed.advertiseBodies().forEach((i, body) -> bodies.put(i, Octets.of(body)));
      stages.add(
          site ->
              new SiteInstruction.AdvertiseSetClosed(terms.sid(), closed.advertiseSet(), bodies));
    } else if (mask == null) {
      MaskPhase closed = share.close();
      mask = closed;
      stages.add(site -> delivered(closed, site));
    } else if (vote == null) {
      VotePhase closed = mask.close();
      vote = closed;
      stages.add(site -> new SiteInstruction.SurvivorsNamed(terms.sid(), closed.survivorSet()));
    } else if (revealA == null) {
      RevealAPhase closed = vote.close();
      revealA = closed;
      stages.add(site -> new SiteInstruction.Committed(terms.sid(), closed.certificate()));
    } else if (revealB == null) {
      RevealBPhase closed = revealA.close();
      revealB = closed;
      stages.add(
          site ->
              new SiteInstruction.GateOpened(
                  terms.sid(), closed.gateTranscript(), closed.gateResult()));
    } else {
      FinishedSession finished = revealB.close();
      pooled = finished.pooled();
      SignedBody result = finished.result(0);
      stages.add(site -> new SiteInstruction.ResultPublished(terms.sid(), result));
    }
  }

  private SiteInstruction delivered(MaskPhase phase, int site) {
    SortedMap<Integer, SiteInstruction.SharesDelivered.Dealt> shares = new TreeMap<>();
    phase
        .dealtTo(site)
        .forEach(
            (dealer, dealt) ->
                shares.put(
                    dealer,
                    new SiteInstruction.SharesDelivered.Dealt(
                        dealt.shareKeys(), Octets.of(dealt.row().encode()))));
    return new SiteInstruction.SharesDelivered(terms.sid(), phase.shareDelivery(), shares);
  }

  void askAbort() {
    abort = mask == null ? share.abort() : vote == null ? mask.abort() : vote.abort();
    stages.add(site -> new SiteInstruction.AbortAsked(terms.sid()));
  }

  void closeAbort() {
    SignedBody certificate = abort.close();
    stages.add(site -> new SiteInstruction.Aborted(terms.sid(), certificate));
  }

  /** Own signed bodies of a site, as the coordinator's store has them. */
  List<SignedBody> bodiesOf(int site) {
    return heard.entrySet().stream()
        .filter(e -> e.getKey().startsWith(site + " "))
        .map(Map.Entry::getValue)
        .toList();
  }

  Set<Integer> members() {
    return members;
  }

  OfferedStudy study() {
    return study;
  }
}
