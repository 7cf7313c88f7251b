package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.Transcript;

/** Hands the shares out and collects masked vectors; its close fixes U3 and the masked sum. */
public final class MaskPhase {
  private final ServerContext server;
  private final AgreedPeers peers;
  private final Dealings dealings;
  private final Sha256Digest h2;
  private final SignedBody delivery;
  private final Intake intake;
  private final Complaints complaints;
  private final SortedMap<Integer, MaskedManifest> manifests = new TreeMap<>();
  private final SortedMap<Integer, ConfirmList> confirmLists = new TreeMap<>();
  private final SortedMap<Integer, Octets> gateBytes = new TreeMap<>();

  MaskPhase(ServerContext server, AgreedPeers peers, Dealings dealings) {
    this.server = server;
    this.peers = peers;
    this.dealings = dealings;
    this.h2 = Transcript.h2(peers.h1(), dealings.hashes());
    List<SignedRef> refs =
        dealings.shareKeys().entrySet().stream()
            .map(e -> SignedRef.to(e.getKey(), e.getValue()))
            .toList();
    this.delivery =
        server.sign(
            ShareDelivery.TYPE, new ShareDelivery(server.terms.sid(), peers.h1(), refs).encode());
    this.intake = new Intake(server.terms, MaskedManifest.TYPE, dealings.dealers());
    this.complaints = new Complaints(server.terms, peers, dealings.dealers());
  }

  /** The signed set of dealers to send to every site of U2. */
  public SignedBody shareDelivery() {
    return delivery;
  }

  /** What travels beside it to one holder, by dealer. */
  public Map<Integer, DealtShare> dealtTo(int holder) {
    return dealings.dealtTo(holder);
  }

  /** Takes a site's manifest with the vector and confirm list that it covers. */
  public Outcome accept(int site, SignedBody manifest, byte[] maskedVector, byte[] confirmList) {
    return intake.offer(
        site,
        manifest,
        () -> {
          MaskedManifest decoded = Survivors.manifest(server.terms, h2, site, manifest);
          ConfirmList tags = decoding(() -> ConfirmList.decode(confirmList));
          checkConfirms(site, decoded, tags);
          Octets gate = checkVector(site, decoded, maskedVector);
          server.store.put(site, maskedVector);
          manifests.put(site, decoded);
          confirmLists.put(site, tags);
          gateBytes.put(site, gate);
        });
  }

  /** Sites of U2 whose masked vector has not come. */
  public Set<Integer> missing() {
    return intake.missing();
  }

  /**
   * The site withdraws before the survivor set is fixed: its vector stays out, whether it came
   * already or comes later, and stays covered by its self mask.
   */
  public void withdraw(int site) {
    intake.refuse(site);
    manifests.remove(site);
    confirmLists.remove(site);
    gateBytes.remove(site);
  }

  /** Takes a holder's complaint about a dealer; it is counted, not believed. */
  public Outcome complain(int site, SignedBody complaint) {
    return complaints.offer(site, complaint);
  }

  /**
   * Dealers that more than f sites complain about and sites that complain about more than f
   * dealers, to be left out of the next attempt. This attempt goes on without those that did not
   * mask.
   */
  public Set<Integer> faulty() {
    return complaints.faulty();
  }

  /** Whether {@link #close} can succeed, with those that are missing left out of U3. */
  public boolean enough() {
    return enough(ConfirmedPairs.agreeing(confirmLists).keySet());
  }

  private boolean enough(Set<Integer> usable) {
    return usable.size() >= peers.quorum().survivorFloor(server.terms.proposal().minSites())
        && peers.graph().hides(usable);
  }

  /** Fixes U3: everybody who sent a vector, without those whose confirmations contradict. */
  public VotePhase close() {
    SortedMap<Integer, ConfirmList> agreeing = ConfirmedPairs.agreeing(confirmLists);
    SortedMap<Integer, MaskedManifest> kept = new TreeMap<>(manifests);
    kept.keySet().retainAll(agreeing.keySet());
    SessionFailed.unless(
        enough(kept.keySet()),
        SessionFailed.Reason.TOO_FEW_SURVIVORS,
        "Too few sites sent a usable masked vector for the study's f and minSites.");
    intake.close();
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    kept.keySet().forEach(site -> hashes.put(site, signed(site).hash()));
    Survivors survivors = new Survivors(h2, dealings.dealers(), kept, hashes);
    gateBytes.keySet().retainAll(kept.keySet());
    MaskedSum sum = new MaskedSum(maskedSum(kept.keySet()), gateBytes, agreeing);
    return new VotePhase(server, peers, dealings, survivors, survivorSet(kept.keySet()), sum);
  }

  /** Asks U1 to abort; from now on this session can never be committed. */
  public AbortPhase abort() {
    return new AbortPhase(server, peers);
  }

  private void checkConfirms(int site, MaskedManifest manifest, ConfirmList tags) {
    List<Integer> others =
        dealings.dealers().stream().filter(peer -> peers.graph().adjacent(site, peer)).toList();
    require(
        tags.hash().equals(manifest.confirmHash())
            && tags.tags().stream().map(ConfirmList.Tag::peer).toList().equals(others),
        Code.BAD_MANIFEST,
        "A confirm list is not the one in the manifest or does not name every dealer.",
        site);
  }

  private Octets checkVector(int site, MaskedManifest manifest, byte[] maskedVector) {
    SessionTerms terms = server.terms;
    require(
        maskedVector.length == (long) terms.elements() * terms.ringBits().bytes(),
        Code.BAD_MANIFEST,
        "A masked vector does not have the length of the session.",
        site);
    RingVector masked = RingVector.ofBytes(terms.ringBits(), maskedVector);
    require(
        ShareCommitments.unitHash(terms, site, 0, masked, 0).equals(manifest.gateUnitHash())
            && ShareCommitments.restUnitsHash(terms, site, masked).equals(manifest.restUnitsHash()),
        Code.BAD_MANIFEST,
        "A masked vector is not the one in the manifest.",
        site);
    return Octets.of(masked.slice(0, terms.unitLength(0)).toByteArray());
  }

  private RingVector maskedSum(Set<Integer> sites) {
    RingVector sum = RingVector.zeros(server.terms.ringBits(), server.terms.elements());
    for (int site : sites) {
      int[] at = {0};
      server.store.stream(
          site,
          (chunk, length) -> {
            sum.addBytes(at[0], chunk, length);
            at[0] += length;
          });
      if (at[0] != sum.elements() * sum.width().bytes()) {
        throw new IllegalStateException("The vector store lost a part of a masked vector.");
      }
    }
    return sum;
  }

  private SignedBody survivorSet(Set<Integer> sites) {
    List<SurvivorSet.Survivor> survivors = new ArrayList<>();
    for (int site : sites) {
      SignedBody signed = signed(site);
      survivors.add(
          new SurvivorSet.Survivor(site, Octets.of(signed.body()), signed.signatureOctets()));
    }
    return server.sign(
        SurvivorSet.TYPE, new SurvivorSet(server.terms.sid(), h2, survivors).encode());
  }

  private SignedBody signed(int site) {
    SignedBody signed = intake.accepted().get(site);
    if (signed == null) {
      throw new AssertionError("A survivor has a manifest.");
    }
    return signed;
  }
}
