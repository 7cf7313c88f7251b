package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.failed;
import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** Out-of-range numbers are refused at the site and found in the sums. */
class GarbageInputDetectedTest {
  private final TestFederation federation = new TestFederation(5, 1000, 142);
  private final SecAggRun run = federation.run();

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
  void numbers_beyond_their_bound_are_refused_at_the_site() {
    List<long[]> units = new ArrayList<>(federation.plain.get(0));
    units.set(1, new long[] {1001, 0, 0, 0, 0});
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
    units.set(1, new long[] {-1, 0, 0, 0, 0});
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
    units.set(1, new long[4]);
    refused(Code.INPUT_OUT_OF_RANGE, () -> freeze(units));
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

  private FrozenVector freeze(List<long[]> units) {
    return FrozenVector.freeze(
        federation.layout, units, SecretBytes.random(32, federation.random), 0);
  }

  private SignedBody sign(int site, String type, byte[] body) {
    return SignedBody.sign(
        type, federation.proposed.sid(), site, body, federation.identities.get(site));
  }
}
