package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.Violations.refused;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.junit.jupiter.api.Test;

/** Keys and signatures outside their group are refused before they are used. */
class InvalidPointTest {
  private final TestFederation federation = new TestFederation(5, 1000, 140);
  private final SecAggRun run = federation.run();
  private final Forgery forgery = new Forgery(federation);

  private AdvertisePhase advertisePhase() {
    return SecAggServer.open(
        federation.proposed,
        federation.coordinator,
        TestFederation.RULE,
        new InMemoryVectorStore());
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
    refused(Code.BAD_PEER_KEY, phase.accept(0, masking(good, good.maskX(), Octets.of(badKem))));
    refused(
        Code.BAD_PEER_KEY, phase.accept(0, masking(good, Octets.of(new byte[32]), good.maskKem())));
    SecAggRun.taken(phase.accept(0, signed(0, good)));
  }

  @Test
  void a_site_refuses_a_peer_that_advertises_the_key_of_another() {
    SharePhase phase = run.advertise();
    Advertise victim = Advertise.decode(run.advertised.at(1).advertise().body());
    Advertise copier = Advertise.decode(run.advertised.at(2).advertise().body());
    SignedBody bad = masking(copier, victim.maskX(), victim.maskKem());
    List<SignedRef> refs =
        new ArrayList<>(AdvertiseSet.decode(phase.advertiseSet().body()).sites());
    refs.set(2, SignedRef.to(2, bad));
    Map<Integer, byte[]> bodies = new HashMap<>(phase.advertiseBodies());
    bodies.put(2, bad.body());
    refused(Code.BAD_PEER_KEY, () -> run.advertised.at(0).shareKeys(forgery.set(refs), bodies));
  }

  private SignedBody masking(Advertise a, Octets maskX, Octets maskKem) {
    return signed(
        a.index(),
        new Advertise(a.sid(), a.index(), a.encX(), a.encKem(), maskX, maskKem, a.selfCommits()));
  }

  @Test
  void a_site_refuses_a_low_order_key_that_the_coordinator_let_through() {
    SharePhase phase = run.advertise();
    Advertise peer = Advertise.decode(run.advertised.at(1).advertise().body());
    SignedBody bad = with(peer, Octets.of(new byte[32]), peer.encKem());
    List<SignedRef> refs =
        new ArrayList<>(AdvertiseSet.decode(phase.advertiseSet().body()).sites());
    refs.set(1, SignedRef.to(1, bad));
    Map<Integer, byte[]> bodies = new HashMap<>(phase.advertiseBodies());
    bodies.put(1, bad.body());
    refused(Code.BAD_PEER_KEY, () -> run.advertised.at(0).shareKeys(forgery.set(refs), bodies));
  }

  @Test
  void a_signature_whose_scalar_is_not_reduced_is_refused() {
    AdvertisePhase phase = advertisePhase();
    SignedBody good = federation.client(0).advertise();
    byte[] order = new byte[32];
    byte[] bigEndian =
        java.math.BigInteger.ONE
            .shiftLeft(252)
            .add(new java.math.BigInteger("27742317777372353535851937790883648493"))
            .toByteArray();
    for (int n = 0; n < bigEndian.length; n++) {
      order[n] = bigEndian[bigEndian.length - 1 - n];
    }
    byte[] signature = good.signature();
    int carry = 0;
    for (int n = 0; n < 32; n++) {
      int sum = (signature[32 + n] & 0xFF) + (order[n] & 0xFF) + carry;
      signature[32 + n] = (byte) sum;
      carry = sum >>> 8;
    }
    refused(Code.BAD_SIGNATURE, phase.accept(0, new SignedBody(good.body(), signature)));
    SecAggRun.taken(phase.accept(0, good));
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
