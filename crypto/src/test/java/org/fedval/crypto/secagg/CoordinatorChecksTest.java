package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** A bad message costs its sender, not the session. */
class CoordinatorChecksTest {
  private final TestFederation federation = new TestFederation(5, 1000, 51);
  private final SecAggRun run = federation.run();

  private AdvertisePhase advertisePhase() {
    return SecAggServer.open(
        federation.proposed,
        federation.coordinator,
        TestFederation.RULE,
        new InMemoryVectorStore());
  }

  @Test
  void the_same_message_is_a_duplicate_and_another_one_an_equivocation() {
    AdvertisePhase phase = advertisePhase();
    SignedBody first = federation.client(0).advertise();

    assertThat(phase.accept(0, first)).isEqualTo(new Outcome.Accepted());
    assertThat(phase.accept(0, first)).isEqualTo(new Outcome.Duplicate());
    assertThat(phase.accept(0, federation.client(0).advertise()))
        .isEqualTo(new Outcome.Equivocation());
    assertThat(phase.missing()).containsExactly(1, 2, 3, 4);
    failed(SessionFailed.Reason.TOO_FEW_ADVERTISED, phase::close);
  }

  @Test
  void a_message_of_another_site_session_or_stranger_is_refused() {
    AdvertisePhase phase = advertisePhase();
    TestFederation other = new TestFederation(5, 1000, 52);

    refused(Code.BAD_SIGNATURE, phase.accept(1, federation.client(0).advertise()));
    refused(Code.BAD_SIGNATURE, phase.accept(0, other.client(0).advertise()));
    refused(Code.NOT_EXPECTED, phase.accept(9, federation.client(0).advertise()));
    SessionTerms replayed =
        federation.propose(federation.study, federation.layout, federation.roster);
    AdvertisedClient elsewhere =
        AdvertisedClient.open(
            replayed,
            0,
            federation.identities.get(0),
            federation.trustAll(),
            TestFederation.RULE,
            federation.random);
    refused(Code.BAD_SIGNATURE, phase.accept(0, elsewhere.advertise()));
  }

  @Test
  void low_order_repeated_and_non_canonical_keys_are_refused() {
    AdvertisePhase phase = advertisePhase();
    Advertise good = Advertise.decode(federation.client(0).advertise().body());
    Advertise first = Advertise.decode(federation.client(1).advertise().body());
    SecAggRun.taken(phase.accept(1, signed(1, first)));
    byte[] badKem = good.encKem().toByteArray();
    badKem[0] = (byte) 0xFF;
    badKem[1] |= 0x0F;

    refused(Code.BAD_PEER_KEY, phase.accept(0, with(good, Octets.of(new byte[32]), good.encKem())));
    refused(Code.BAD_PEER_KEY, phase.accept(0, with(good, good.encX(), Octets.of(badKem))));
    refused(Code.BAD_PEER_KEY, phase.accept(0, with(good, first.maskX(), good.encKem())));
    refused(Code.BAD_PEER_KEY, phase.accept(0, with(good, good.maskX(), good.encKem())));
    SecAggRun.taken(phase.accept(0, signed(0, good)));
  }

  @Test
  void a_bad_share_is_ignored_and_the_session_still_finishes() {
    RevealAPhase phase = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    Reveal honest = Reveal.decode(RevealStage.A, run.revealed.at(4).revealA().body());
    List<Reveal.DealerRow> rows = new ArrayList<>(honest.rows());
    List<Reveal.Cell> cells = new ArrayList<>(rows.get(2).cells());
    byte[] share = cells.get(1).value().toByteArray();
    share[0] ^= 1;
    cells.set(1, new Reveal.Cell(true, Octets.of(share)));
    rows.set(2, new Reveal.DealerRow(2, cells));
    Reveal bad = new Reveal(RevealStage.A, honest.sid(), honest.h3(), honest.gateHash(), 4, rows);

    refused(Code.BAD_SHARES, phase.accept(4, sign(4, RevealStage.A.type(), bad.encode())));
    run.revealed.remove(4);
    FinishedSession finished = run.revealB(run.revealA(phase, Set.of()), Set.of());
    assertThat(finished.pooled().sums(1)).contains(federation.plainSum(Set.of(0, 1, 2, 3, 4), 1));
  }

  @Test
  void a_reveal_that_opens_too_much_is_refused() {
    RevealAPhase phase = run.vote(run.mask(run.share(run.advertise()), Set.of()));
    Reveal honest = Reveal.decode(RevealStage.A, run.revealed.at(4).revealA().body());
    List<Reveal.DealerRow> rows = new ArrayList<>(honest.rows());
    List<Reveal.Cell> cells = new ArrayList<>(rows.get(2).cells());
    cells.set(0, new Reveal.Cell(true, cells.get(0).value()));
    rows.set(2, new Reveal.DealerRow(2, cells));
    Reveal greedy =
        new Reveal(RevealStage.A, honest.sid(), honest.h3(), honest.gateHash(), 4, rows);
    refused(Code.BAD_SHARES, phase.accept(4, sign(4, RevealStage.A.type(), greedy.encode())));
  }

  @Test
  void a_vector_that_is_not_the_one_in_the_manifest_is_refused() {
    MaskPhase phase = run.share(run.advertise());
    MaskedClient client =
        run.shared.at(0).mask(phase.shareDelivery(), phase.dealtTo(0), federation.frozen(0));
    for (int at : new int[] {0, client.maskedVector().length - 1}) {
      byte[] vector = client.maskedVector();
      vector[at] ^= 1;
      refused(Code.BAD_MANIFEST, phase.accept(0, client.manifest(), vector, client.confirmList()));
    }
    refused(
        Code.BAD_MANIFEST, phase.accept(0, client.manifest(), new byte[4], client.confirmList()));
    refused(
        Code.BAD_MANIFEST,
        phase.accept(
            0, client.manifest(), client.maskedVector(), new ConfirmList(List.of()).encode()));
  }

  @Test
  void one_site_with_false_confirmations_is_left_out_alone() {
    MaskPhase phase = run.share(run.advertise());
    run.shared.forEach(
        (i, client) -> {
          MaskedClient masked =
              client.mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i));
          run.masked.put(i, masked);
          ConfirmList tags = ConfirmList.decode(masked.confirmList());
          SignedBody manifest = masked.manifest();
          if (i == 1) {
            tags =
                new ConfirmList(
                    tags.tags().stream()
                        .map(t -> new ConfirmList.Tag(t.peer(), Octets.of(new byte[16])))
                        .toList());
            manifest = withConfirms(MaskedManifest.decode(manifest.body()), tags);
          }
          SecAggRun.taken(phase.accept(i, manifest, masked.maskedVector(), tags.encode()));
        });
    VotePhase vote = phase.close();
    assertThat(vote.survivors()).containsExactly(0, 2, 3, 4);
  }

  @Test
  void numbers_beyond_their_bound_are_refused_at_the_site() {
    List<long[]> units = new ArrayList<>(federation.plain.get(0));
    units.set(1, new long[] {1001, 0, 0, 0, 0});
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
    units.set(1, new long[] {-1, 0, 0, 0, 0});
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
    units.set(1, new long[4]);
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
  }

  @Test
  void a_vector_frozen_for_other_bounds_is_not_masked() {
    MaskPhase phase = run.share(run.advertise());
    List<long[]> units = federation.plain.get(0);
    FrozenVector other =
        FrozenVector.freeze(
            TestFederation.layout(2000), units, SecretBytes.random(32, federation.random), 0);
    refused(
        Code.INPUT_OUT_OF_RANGE,
        () -> run.shared.at(0).mask(phase.shareDelivery(), phase.dealtTo(0), other));
  }

  @Test
  void garbage_of_one_site_is_found_in_the_gate_sums() {
    MaskPhase phase = run.share(run.advertise());
    run.shared.forEach(
        (i, client) -> {
          MaskedClient masked =
              client.mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i));
          byte[] vector = masked.maskedVector();
          SignedBody manifest = masked.manifest();
          if (i == 4) {
            vector[3] ^= 0x40;
            manifest = withGate(MaskedManifest.decode(manifest.body()), vector);
          } else {
            run.masked.put(i, masked);
          }
          SecAggRun.taken(phase.accept(i, manifest, vector, masked.confirmList()));
        });
    RevealAPhase reveal = run.vote(phase.close());
    failed(SessionFailed.Reason.OUT_OF_RANGE, () -> run.revealA(reveal, Set.of()));
  }

  @Test
  void a_closed_phase_recognises_old_messages_and_refuses_new_ones() {
    MaskPhase phase = run.share(run.advertise());
    VotePhase vote = run.mask(phase, Set.of(3));
    MaskedClient early = run.masked.at(0);
    MaskedClient late = run.masked.at(3);

    assertThat(phase.accept(0, early.manifest(), early.maskedVector(), early.confirmList()))
        .isEqualTo(new Outcome.Duplicate());
    refused(
        Code.NOT_EXPECTED,
        phase.accept(3, late.manifest(), late.maskedVector(), late.confirmList()));
    assertThat(vote.survivors()).containsExactly(0, 1, 2, 4);
  }

  @Test
  void a_dealer_whose_shares_contradict_its_keys_is_named() {
    SharePhase phase = run.advertise();
    Map<Integer, Advertise> advertises = new TreeMap<>();
    phase.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    SessionTerms terms = federation.proposed;
    SessionSecrets others =
        new SessionSecrets(
            terms.sid(), 4, terms.units(), SecretBytes.random(32, federation.random));
    SiteContext liar =
        new SiteContext(
            terms,
            4,
            federation.identities.get(4),
            federation.trustAll(),
            TestFederation.RULE,
            federation.random,
            others);
    SharedClient lie = new SharedClient(liar, new AgreedPeers(terms, new TreeMap<>(advertises)));
    run.advertised.remove(4);
    SecAggRun.taken(phase.accept(4, lie.message(), lie.rows()));
    MaskPhase mask = run.share(phase);
    RevealAPhase reveal = run.vote(run.mask(mask, Set.of(4)));
    failed(SessionFailed.Reason.BAD_DEALER, () -> run.revealA(reveal, Set.of()));
  }

  private FrozenVector freeze(List<long[]> units) {
    return FrozenVector.freeze(
        federation.layout, units, SecretBytes.random(32, federation.random), 0);
  }

  private SignedBody withGate(MaskedManifest m, byte[] vector) {
    RingVector words = RingVector.ofBytes(m.ringBits(), vector);
    MaskedManifest changed =
        new MaskedManifest(
            m.sid(),
            m.h2(),
            m.index(),
            m.ringBits(),
            ShareCommitments.unitHash(federation.proposed, m.index(), 0, words, 0),
            m.restUnitsHash(),
            m.plainCommit(),
            m.confirmHash());
    return sign(m.index(), MaskedManifest.TYPE, changed.encode());
  }

  private SignedBody withConfirms(MaskedManifest m, ConfirmList tags) {
    MaskedManifest changed =
        new MaskedManifest(
            m.sid(),
            m.h2(),
            m.index(),
            m.ringBits(),
            m.gateUnitHash(),
            m.restUnitsHash(),
            m.plainCommit(),
            tags.hash());
    return sign(m.index(), MaskedManifest.TYPE, changed.encode());
  }

  private SignedBody with(Advertise a, Octets encX, Octets encKem) {
    return signed(
        a.index(),
        new Advertise(a.sid(), a.index(), encX, encKem, a.maskX(), a.maskKem(), a.selfCommits()));
  }

  private SignedBody signed(int site, Advertise advertise) {
    return sign(site, Advertise.TYPE, advertise.encode());
  }

  private SignedBody sign(int site, String type, byte[] body) {
    return SignedBody.sign(
        type, federation.proposed.sid(), site, body, federation.identities.get(site));
  }
}
