package org.fedval.crypto.dp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.fedval.crypto.dp.BudgetRefused.Reason;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final Sha256Digest STUDY = hash(1);
  private static final Sha256Digest OTHER_STUDY = hash(2);
  private static final Sha256Digest FROZEN = hash(3);
  private static final Sha256Digest SID = hash(4);
  private static final Sha256Digest RETRY = hash(5);
  private static final String SLOT = "slot-1";
  private static final RhoLedger EMPTY = RhoLedger.open(hash(0), 1000);

  @Test
  void a_slot_is_charged_at_its_first_masked_input() {
    RhoLedger after = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 400);
    assertThat(after.spent()).isEqualTo(400);
    assertThat(after.left()).isEqualTo(600);
    assertThat(EMPTY.spent()).isZero();
  }

  @Test
  void a_retry_of_the_same_slot_costs_nothing() {
    RhoLedger after =
        EMPTY
            .masked(STUDY, SLOT, SID, FROZEN, 900)
            .masked(STUDY, SLOT, SID, FROZEN, 900)
            .masked(STUDY, SLOT, RETRY, FROZEN, 900);
    assertThat(after.spent()).isEqualTo(900);
  }

  @Test
  void a_vector_over_budget_does_not_leave() {
    RhoLedger after = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 600);
    refused(() -> after.masked(STUDY, "slot-2", SID, FROZEN, 401), Reason.OVER_BUDGET);
    refused(() -> after.masked(OTHER_STUDY, SLOT, SID, FROZEN, 401), Reason.OVER_BUDGET);
    assertThat(after.masked(OTHER_STUDY, SLOT, SID, FROZEN, 400).left()).isZero();
  }

  @Test
  void an_abort_certificate_refunds_the_slot() {
    RhoLedger after = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 700).aborted(STUDY, SLOT, SID);
    assertThat(after.spent()).isZero();
    assertThat(after.masked(STUDY, SLOT, RETRY, FROZEN, 700).spent()).isEqualTo(700);
  }

  @Test
  void an_abort_of_a_retry_refunds_nothing_while_another_session_stands() {
    RhoLedger after =
        EMPTY
            .masked(STUDY, SLOT, SID, FROZEN, 700)
            .masked(STUDY, SLOT, RETRY, FROZEN, 700)
            .aborted(STUDY, SLOT, RETRY);
    assertThat(after.spent()).isEqualTo(700);
    assertThat(after.aborted(STUDY, SLOT, SID).spent()).isZero();
  }

  @Test
  void an_abort_of_an_unknown_session_changes_nothing() {
    RhoLedger charged = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 700);
    assertThat(charged.aborted(STUDY, SLOT, RETRY)).isEqualTo(charged);
    assertThat(charged.aborted(OTHER_STUDY, SLOT, SID)).isEqualTo(charged);
    assertThat(EMPTY.aborted(STUDY, SLOT, SID)).isEqualTo(EMPTY);
  }

  @Test
  void a_refunded_slot_is_charged_again_only_if_the_budget_still_holds() {
    RhoLedger after =
        EMPTY
            .masked(STUDY, SLOT, SID, FROZEN, 700)
            .aborted(STUDY, SLOT, SID)
            .masked(OTHER_STUDY, SLOT, SID, FROZEN, 500);
    refused(() -> after.masked(STUDY, SLOT, RETRY, FROZEN, 700), Reason.OVER_BUDGET);
  }

  @Test
  void one_slot_has_one_price() {
    RhoLedger charged = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 400);
    refused(() -> charged.masked(STUDY, SLOT, RETRY, FROZEN, 1), Reason.CHARGE_DIFFERS);
    assertThatThrownBy(() -> EMPTY.masked(STUDY, SLOT, SID, FROZEN, -1))
        .isInstanceOf(MalformedBody.class);
  }

  @Test
  void a_huge_loss_cannot_wrap_around_the_budget() {
    RhoLedger charged = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 400);
    refused(() -> charged.masked(STUDY, "slot-2", SID, FROZEN, Long.MAX_VALUE), Reason.OVER_BUDGET);
  }

  @Test
  void the_ledger_comes_back_from_its_bytes_and_refuses_cuts() {
    RhoLedger ledger =
        EMPTY
            .masked(STUDY, SLOT, SID, FROZEN, 100)
            .masked(STUDY, SLOT, RETRY, FROZEN, 100)
            .masked(OTHER_STUDY, SLOT, SID, FROZEN, 100)
            .aborted(OTHER_STUDY, SLOT, SID);
    byte[] body = ledger.encode();
    assertThat(RhoLedger.decode(body)).isEqualTo(ledger);
    for (int length = 0; length < body.length; length++) {
      byte[] cut = Arrays.copyOf(body, length);
      assertThatThrownBy(() -> RhoLedger.decode(cut)).isInstanceOf(MalformedBody.class);
    }
  }

  @Test
  void a_ledger_edited_on_disk_is_refused() {
    SigningKey site = SigningKey.fromSeed(SecretBytes.copyOf(new byte[32]));
    RhoLedger charged = EMPTY.masked(STUDY, SLOT, SID, FROZEN, 400);
    assertThat(RhoLedger.verified(charged.encode(), charged.sign(site), site.verifyingKey()))
        .isEqualTo(charged);
    assertThatThrownBy(
            () -> RhoLedger.verified(EMPTY.encode(), charged.sign(site), site.verifyingKey()))
        .isInstanceOf(MalformedBody.class)
        .hasMessageContaining("not signed by this site");
  }

  static Sha256Digest hash(int n) {
    return Sha256Digest.hash(new byte[] {(byte) n});
  }

  static void refused(ThrowingCallable call, Reason reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(BudgetRefused.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
