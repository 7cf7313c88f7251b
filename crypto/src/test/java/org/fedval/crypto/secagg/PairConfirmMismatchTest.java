package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** Two sites that do not share a mask are found before their vectors are summed. */
class PairConfirmMismatchTest {
  private final TestFederation federation = new TestFederation(5, 1000, 143);
  private final SecAggRun run = federation.run();

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
  void a_dealer_that_sends_a_wrong_encapsulation_breaks_one_pair_and_not_the_sum() {
    SharePhase share = run.advertise();
    TreeMap<Integer, Advertise> advertises = new TreeMap<>();
    share.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    SessionTerms terms = federation.proposed;
    AgreedPeers peers = new AgreedPeers(terms, advertises);
    Map<Integer, ShareRow> rows =
        new HashMap<>(
            run.advertised.at(0).shareKeys(share.advertiseSet(), share.advertiseBodies()).rows());
    rows.put(
        2, new ShareRow(rows.get(2).shareRoot(), rows.get(3).kemCiphertext(), rows.get(2).box()));
    List<ShareKeys.RowRef> refs = new ArrayList<>();
    new TreeMap<>(rows).forEach((j, row) -> refs.add(new ShareKeys.RowRef(j, row.hash())));
    byte[] keys = new ShareKeys(terms.sid(), peers.h1(), 0, refs).encode();
    run.advertised.remove(0);
    SecAggRun.taken(share.accept(0, sign(0, ShareKeys.TYPE, keys), rows));
    MaskPhase phase = run.share(share);

    // Site 0 shares its masks with everybody but site 2, whose tag it cannot know.
    SharedClient honest = run.shared.at(2);
    MaskedClient two = honest.mask(phase.shareDelivery(), phase.dealtTo(2), federation.frozen(2));
    ConfirmList tags = ConfirmList.decode(two.confirmList());
    assertThat(tags.tag(0)).isPresent();
    TreeMap<Integer, ConfirmList> lists = new TreeMap<>();
    lists.put(2, tags);
    for (int i : List.of(1, 3, 4)) {
      lists.put(
          i,
          ConfirmList.decode(
              run.shared
                  .at(i)
                  .mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i))
                  .confirmList()));
    }
    List<ConfirmList.Tag> ofZero = new ArrayList<>();
    for (int j : List.of(1, 3, 4)) {
      ofZero.add(new ConfirmList.Tag(j, lists.get(j).tag(0).orElseThrow()));
    }
    ofZero.add(1, new ConfirmList.Tag(2, Octets.of(new byte[16])));
    lists.put(0, new ConfirmList(ofZero));
    assertThat(ConfirmedPairs.agreeing(lists).keySet()).containsExactly(0, 1, 3, 4);
  }

  @Test
  void one_disagreeing_pair_removes_one_end_only() {
    Octets same = Octets.of(new byte[16]);
    byte[] other = new byte[16];
    other[0] = 1;
    TreeMap<Integer, ConfirmList> lists = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      List<ConfirmList.Tag> tags = new ArrayList<>();
      for (int j = 0; j < 4; j++) {
        if (j != i) {
          tags.add(new ConfirmList.Tag(j, i == 1 && j == 2 ? Octets.of(other) : same));
        }
      }
      lists.put(i, new ConfirmList(tags));
    }
    assertThat(ConfirmedPairs.agreeing(lists).keySet()).containsExactly(0, 1, 3);
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

  private SignedBody sign(int site, String type, byte[] body) {
    return SignedBody.sign(
        type, federation.proposed.sid(), site, body, federation.identities.get(site));
  }
}
