package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Reveal;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.Reconstruction;
import org.junit.jupiter.api.Test;

/** A vector that comes after U3 was closed keeps its self masks, though its mask seed is opened. */
class LateInputStaysMaskedTest {
  private final TestFederation federation = new TestFederation(5, 1000, 103);
  private final SecAggRun run = federation.run();

  @Test
  void a_late_vector_is_not_taken_and_nobody_ever_opens_its_self_masks() {
    MaskPhase mask = run.share(run.advertise());
    VotePhase vote = run.mask(mask, Set.of(3));
    MaskedClient late = run.masked.at(3);
    refused(
        Code.NOT_EXPECTED,
        mask.accept(3, late.manifest(), late.maskedVector(), late.confirmList()));

    RevealAPhase a = run.vote(vote);
    RevealBPhase b = run.revealA(a, Set.of());
    run.revealB(b, Set.of());
    run.revealed.forEach(
        (i, client) -> {
          Reveal first = Reveal.decode(RevealStage.A, client.revealA().body());
          Reveal.DealerRow row = first.rows().get(3);
          assertThat(row.dealer()).isEqualTo(3);
          assertThat(row.cells().stream().filter(Reveal.Cell::opened)).hasSize(1);
          assertThat(row.cells().get(0).opened()).isTrue();
          assertThat(Reveal.decode(RevealStage.B, run.opened.at(i).revealB().body()).rows())
              .extracting(Reveal.DealerRow::dealer)
              .doesNotContain(3);
        });
  }

  @Test
  void without_its_pair_masks_the_late_vector_still_does_not_show_its_numbers() {
    SharePhase share = run.advertise();
    MaskPhase mask = run.share(share);
    run.vote(run.mask(mask, Set.of(3)));
    SessionTerms terms = federation.proposed;
    RingVector y = RingVector.ofBytes(terms.ringBits(), run.masked.at(3).maskedVector());
    SortedMap<Integer, Advertise> advertises = new TreeMap<>();
    share.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    AgreedPeers peers = new AgreedPeers(terms, advertises);
    MaskKeys keys = new MaskKeys(terms.sid(), 3, openedSeed());
    assertThat(keys.match(peers.advertise(3))).isTrue();
    for (int j : Set.of(0, 1, 2, 4)) {
      Octets ciphertext =
          Objects.requireNonNull(mask.dealtTo(Math.max(3, j)).get(Math.min(3, j)))
              .row()
              .kemCiphertext();
      PairSecrets pair = keys.pair(peers.h1(), peers.advertise(j), ciphertext);
      y.apply(MaskStream.open(pair.maskKey(), 0), j < 3, 0, y.elements());
    }
    long[] plain = federation.plain.get(3).get(2);
    long[] seen = y.slice(terms.unitStart(2), plain.length).toSignedLongs();
    long equal = IntStream.range(0, plain.length).filter(e -> seen[e] == plain[e]).count();
    assertThat(equal).isLessThan(5);
  }

  private FieldElement openedSeed() {
    List<Integer> holders = List.of(0, 1, 2, 4);
    List<FieldElement> shares = new ArrayList<>();
    for (int holder : holders) {
      Reveal reveal = Reveal.decode(RevealStage.A, run.revealed.at(holder).revealA().body());
      shares.add(ShareCommitments.element(reveal.rows().get(3).cells().get(0).value()));
    }
    return Reconstruction.of(holders).secret(shares);
  }
}
