package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site that lost its memory goes on from its root and its stored messages. */
class SessionResumeTest {
  private static final int SITE = 1;

  private final TestFederation federation = new TestFederation(4, 1000, 7);
  private final SecAggRun run = federation.run();
  private final SecretBytes root = SecretBytes.copyOf(new byte[32]);
  private SharePhase share;
  private MaskPhase mask;

  @BeforeEach
  void upToTheMasks() {
    AdvertisePhase advertise =
        SecAggServer.open(
            federation.proposed,
            federation.coordinator,
            TestFederation.RULE,
            new InMemoryVectorStore());
    for (int i = 0; i < 4; i++) {
      run.advertised.put(i, i == SITE ? fromRoot(root) : federation.client(i));
      SecAggRun.taken(advertise.accept(i, run.advertised.at(i).advertise()));
    }
    share = advertise.close();
    mask = run.share(share);
  }

  @Test
  void the_same_root_gives_the_same_advertise_and_another_root_another() {
    assertThat(fromRoot(root).advertise()).isEqualTo(run.advertised.at(SITE).advertise());
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(fromRoot(SecretBytes.copyOf(other)).advertise())
        .isNotEqualTo(run.advertised.at(SITE).advertise());
  }

  @Test
  void a_resumed_site_says_again_what_it_said_and_ends_the_session_exactly() {
    SharedClient resumed = resumeShares(run.shared.at(SITE).message(), run.shared.at(SITE).rows());
    assertThat(resumed.message()).isEqualTo(run.shared.at(SITE).message());
    assertThat(resumed.rows()).isEqualTo(run.shared.at(SITE).rows());

    FrozenVector vector = federation.frozen(SITE);
    SignedBody manifest =
        run.shared.at(SITE).mask(mask.shareDelivery(), mask.dealtTo(SITE), vector).manifest();
    FrozenVector read = FrozenVector.decode(federation.layout, vector.encode());
    MaskedClient again =
        resumed.maskAgain(mask.shareDelivery(), mask.dealtTo(SITE), read, manifest);

    assertThat(again.manifest()).isEqualTo(manifest);
  }

  @Test
  void other_data_than_was_masked_is_never_masked_again() {
    SignedBody manifest =
        run.shared
            .at(SITE)
            .mask(mask.shareDelivery(), mask.dealtTo(SITE), federation.frozen(SITE))
            .manifest();
    SharedClient resumed = resumeShares(run.shared.at(SITE).message(), run.shared.at(SITE).rows());

    refused(
        Code.VECTOR_CHANGED,
        () ->
            resumed.maskAgain(
                mask.shareDelivery(), mask.dealtTo(SITE), federation.frozen(2), manifest));
    refused(
        Code.ALREADY_DONE,
        () -> resumed.mask(mask.shareDelivery(), mask.dealtTo(SITE), federation.frozen(SITE)));
  }

  @Test
  void stored_shares_that_are_not_this_sites_own_are_refused() {
    SharedClient first = run.shared.at(SITE);
    SharedClient other = run.shared.at(2);
    Map<Integer, ShareRow> fewer = new TreeMap<>(first.rows());
    fewer.remove(3);
    Map<Integer, ShareRow> changed = new TreeMap<>(first.rows());
    ShareRow row = first.rows().get(3);
    changed.put(3, new ShareRow(Sha256Digest.ZERO, row.kemCiphertext(), row.box()));
    Map<Integer, ShareRow> otherBox = new TreeMap<>(first.rows());
    otherBox.put(3, new ShareRow(row.shareRoot(), row.kemCiphertext(), Octets.of(new byte[9])));

    refused(Code.DAMAGED_RECORD, () -> resumeShares(other.message(), first.rows()));
    refused(Code.DAMAGED_RECORD, () -> resumeShares(first.message(), other.rows()));
    refused(Code.DAMAGED_RECORD, () -> resumeShares(first.message(), fewer));
    refused(Code.DAMAGED_RECORD, () -> resumeShares(first.message(), changed));
    refused(Code.DAMAGED_RECORD, () -> resumeShares(first.message(), otherBox));
  }

  @Test
  void a_root_of_another_length_is_refused() {
    refused(Code.DAMAGED_RECORD, () -> fromRoot(SecretBytes.copyOf(new byte[31])));
  }

  private AdvertisedClient fromRoot(SecretBytes bytes) {
    return AdvertisedClient.fromRoot(
        federation.check(federation.proposed.signedProposal()),
        SITE,
        federation.identities.get(SITE),
        federation.trustAll(),
        TestFederation.RULE,
        federation.random,
        bytes);
  }

  private SharedClient resumeShares(SignedBody message, Map<Integer, ShareRow> rows) {
    return fromRoot(root)
        .resumeShares(share.advertiseSet(), share.advertiseBodies(), message, rows);
  }

  private static void refused(
      Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable step) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(ProtocolViolation.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
