package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** One mask covers one plaintext: two vectors under the same masks give their difference. */
class TwoTimePadTest {
  private final TestFederation federation = new TestFederation(4, 1000, 104);
  private final SecAggRun run = federation.run();

  @Test
  void a_second_vector_is_never_masked_in_the_same_session() {
    MaskPhase phase = run.share(run.advertise());
    SharedClient site = run.shared.at(0);
    MaskedClient first = site.mask(phase.shareDelivery(), phase.dealtTo(0), federation.frozen(0));
    refused(Code.ALREADY_DONE, () -> site.mask(phase.shareDelivery(), phase.dealtTo(0), changed()));
    SecAggRun.taken(phase.accept(0, first.manifest(), first.maskedVector(), first.confirmList()));
    assertThat(first.maskedVector()).isEqualTo(first.maskedVector());
  }

  @Test
  void the_coordinator_keeps_the_first_manifest_of_a_site_that_masks_twice() {
    MaskPhase phase = run.share(run.advertise());
    SharedClient site = run.shared.at(0);
    MaskedClient first = site.mask(phase.shareDelivery(), phase.dealtTo(0), federation.frozen(0));
    SecAggRun.taken(phase.accept(0, first.manifest(), first.maskedVector(), first.confirmList()));
    var another =
        new Forgery(federation)
            .manifestUnder(first.manifest(), org.fedval.crypto.primitive.Sha256Digest.ZERO);
    assertThat(phase.accept(0, another, first.maskedVector(), first.confirmList()))
        .isEqualTo(new Outcome.Equivocation());
  }

  @Test
  void a_caller_that_changes_its_arrays_after_freezing_changes_nothing() {
    List<long[]> units = new ArrayList<>();
    federation.plain.get(0).forEach(unit -> units.add(unit.clone()));
    FrozenVector frozen =
        FrozenVector.freeze(federation.layout, units, SecretBytes.random(32, federation.random), 0);
    var before = frozen.toRing(federation.proposed.ringBits()).toByteArray();
    units.get(1)[0] = 5;
    assertThat(frozen.toRing(federation.proposed.ringBits()).toByteArray()).isEqualTo(before);
  }

  private FrozenVector changed() {
    List<long[]> units = new ArrayList<>(federation.plain.get(0));
    units.set(1, new long[] {1, 1, 1, 1, 1});
    return FrozenVector.freeze(
        federation.layout, units, SecretBytes.random(32, federation.random), 0);
  }
}
