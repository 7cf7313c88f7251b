package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/** A coordinator that exchanges a session key for its own is found by the signature. */
class SwappedKeyTest {
  private final TestFederation federation = new TestFederation(5, 1000, 131);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  @Test
  void a_swapped_session_key_is_refused() {
    SharePhase phase = run.advertise();
    AdvertiseSet set = AdvertiseSet.decode(phase.advertiseSet().body());
    Map<Integer, byte[]> bodies = new HashMap<>(phase.advertiseBodies());
    Advertise victim = Advertise.decode(Objects.requireNonNull(bodies.get(1)));
    X25519KeyPair evil = X25519KeyPair.fromScalar(SecretBytes.random(32, federation.random));
    byte[] swapped =
        new Advertise(
                victim.sid(),
                1,
                evil.publicKey(),
                victim.encKem(),
                victim.maskX(),
                victim.maskKem(),
                victim.selfCommits())
            .encode();
    bodies.put(1, swapped);

    refused(Code.MALFORMED, () -> run.advertised.at(0).shareKeys(phase.advertiseSet(), bodies));
    List<SignedRef> refs = new ArrayList<>(set.sites());
    refs.set(1, new SignedRef(1, Sha256Digest.hash(swapped), refs.get(1).signature()));
    refused(Code.BAD_SIGNATURE, () -> run.advertised.at(0).shareKeys(forgery.set(refs), bodies));
  }
}
