package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

/** Complaints and tag mismatches never throw out honest sites: blame is counted, one end only. */
class EvictionTest {
  private final TestFederation federation = new TestFederation(7, 1000, 71);
  private final SecAggRun run = federation.run();

  @Test
  void f_liars_cannot_evict_a_dealer_and_a_liar_that_names_many_is_left_out_itself() {
    MaskPhase phase = run.share(run.advertise());
    assertThat(federation.study.f()).isEqualTo(2);
    for (int liar : Set.of(5, 6)) {
      SecAggRun.taken(phase.complain(liar, complaint(phase, liar, 0, Complaint.Reason.BOX)));
    }
    assertThat(phase.faulty()).isEmpty();
    SecAggRun.taken(phase.complain(6, complaint(phase, 6, 1, Complaint.Reason.BOX)));
    assertThat(phase.faulty()).isEmpty();
    SecAggRun.taken(phase.complain(6, complaint(phase, 6, 2, Complaint.Reason.BOX)));
    assertThat(phase.faulty()).containsExactly(6);
  }

  @Test
  void a_dealer_that_cheats_more_than_f_sites_is_left_out() {
    MaskPhase phase = run.share(run.advertise());
    for (int holder = 0; holder < 3; holder++) {
      int site = holder;
      Map<Integer, DealtShare> dealt = new HashMap<>(phase.dealtTo(site));
      dealt.put(6, broken(Objects.requireNonNull(dealt.get(6))));
      List<SignedBody> complaints = run.shared.at(site).complaints(phase.shareDelivery(), dealt);
      assertThat(complaints).hasSize(1);
      Complaint said = Complaint.decode(complaints.get(0).body());
      assertThat(said.dealer()).isEqualTo(6);
      assertThat(said.reason()).isEqualTo(Complaint.Reason.ROW_HASH);
      SecAggRun.taken(phase.complain(site, complaints.get(0)));
      refused(
          Code.BAD_SHARES,
          () -> run.shared.at(site).mask(phase.shareDelivery(), dealt, federation.frozen(site)));
    }
    assertThat(phase.faulty()).containsExactly(6);
  }

  @Test
  void a_missing_row_is_named_and_a_site_with_good_shares_has_no_complaint() {
    MaskPhase phase = run.share(run.advertise());
    Map<Integer, DealtShare> dealt = new HashMap<>(phase.dealtTo(0));
    assertThat(run.shared.at(0).complaints(phase.shareDelivery(), dealt)).isEmpty();
    dealt.remove(3);
    SignedBody said = run.shared.at(0).complaints(phase.shareDelivery(), dealt).get(0);
    assertThat(Complaint.decode(said.body()).reason()).isEqualTo(Complaint.Reason.ROW_MISSING);
  }

  @Test
  void a_complaint_about_oneself_a_stranger_or_twice_does_not_count() {
    MaskPhase phase = run.share(run.advertise());
    refused(Code.NOT_EXPECTED, phase.complain(1, complaint(phase, 1, 1, Complaint.Reason.BOX)));
    refused(Code.NOT_EXPECTED, phase.complain(1, complaint(phase, 1, 9, Complaint.Reason.BOX)));
    refused(Code.BAD_SIGNATURE, phase.complain(2, complaint(phase, 1, 3, Complaint.Reason.BOX)));
    SignedBody once = complaint(phase, 1, 3, Complaint.Reason.BOX);
    SecAggRun.taken(phase.complain(1, once));
    assertThat(phase.complain(1, once)).isEqualTo(new Outcome.Duplicate());
    assertThat(phase.complain(1, complaint(phase, 1, 3, Complaint.Reason.ROW_MISSING)))
        .isEqualTo(new Outcome.Equivocation());
  }

  @Test
  void a_complainer_is_a_dropout_and_the_session_goes_on_without_it() {
    MaskPhase phase = run.share(run.advertise());
    SecAggRun.taken(phase.complain(3, complaint(phase, 3, 0, Complaint.Reason.SHARE_ROOT)));
    run.shared.remove(3);
    run.shared.forEach(
        (i, client) -> {
          MaskedClient masked =
              client.mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i));
          SecAggRun.taken(
              phase.accept(i, masked.manifest(), masked.maskedVector(), masked.confirmList()));
        });
    assertThat(phase.close().survivors()).containsExactly(0, 1, 2, 4, 5, 6);
  }

  @Test
  void a_liar_about_all_its_confirmation_tags_is_left_out_alone() {
    MaskPhase phase = run.share(run.advertise());
    run.shared.forEach(
        (i, client) -> {
          MaskedClient masked =
              client.mask(phase.shareDelivery(), phase.dealtTo(i), federation.frozen(i));
          ConfirmList tags = ConfirmList.decode(masked.confirmList());
          SignedBody manifest = masked.manifest();
          if (i == 0) {
            tags =
                new ConfirmList(
                    tags.tags().stream()
                        .map(t -> new ConfirmList.Tag(t.peer(), Octets.of(new byte[16])))
                        .toList());
            manifest = withConfirms(MaskedManifest.decode(manifest.body()), tags);
          }
          SecAggRun.taken(phase.accept(i, manifest, masked.maskedVector(), tags.encode()));
        });
    assertThat(phase.close().survivors()).containsExactly(1, 2, 3, 4, 5, 6);
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
    return federation.signAs(m.index(), MaskedManifest.TYPE, changed.encode());
  }

  private SignedBody complaint(MaskPhase phase, int site, int dealer, Complaint.Reason reason) {
    var h1 = org.fedval.crypto.secagg.body.ShareDelivery.decode(phase.shareDelivery().body()).h1();
    return federation.signAs(
        site,
        Complaint.TYPE,
        new Complaint(federation.proposed.sid(), h1, site, dealer, reason).encode());
  }

  private static DealtShare broken(DealtShare good) {
    byte[] box = good.row().box().toByteArray();
    box[0] ^= 1;
    return new DealtShare(
        good.shareKeys(),
        new ShareRow(good.row().shareRoot(), good.row().kemCiphertext(), Octets.of(box)));
  }
}
