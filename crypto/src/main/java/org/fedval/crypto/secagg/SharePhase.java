package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.shamir.FieldElement;

/** Hands U1 out and collects dealt shares; its close fixes U2. */
public final class SharePhase {
  private final ServerContext server;
  private final AgreedPeers peers;
  private final SortedMap<Integer, SignedBody> advertises;
  private final SignedBody advertiseSet;
  private final Intake intake;
  private final int boxBytes;
  private final SortedMap<Integer, Map<Integer, ShareRow>> rows = new TreeMap<>();

  SharePhase(ServerContext server, AgreedPeers peers, SortedMap<Integer, SignedBody> advertises) {
    this.server = server;
    this.peers = peers;
    this.advertises = new TreeMap<>(advertises);
    List<SignedRef> refs =
        advertises.entrySet().stream().map(e -> SignedRef.to(e.getKey(), e.getValue())).toList();
    this.advertiseSet =
        server.sign(AdvertiseSet.TYPE, new AdvertiseSet(server.terms.sid(), refs).encode());
    this.intake = new Intake(server.terms, ShareKeys.TYPE, advertises.keySet());
    this.boxBytes = boxBytes(server.terms, peers);
  }

  /** The signed set to send to every site of U1. */
  public SignedBody advertiseSet() {
    return advertiseSet;
  }

  /** The Advertise bodies that travel beside it, by site. */
  public Map<Integer, byte[]> advertiseBodies() {
    SortedMap<Integer, byte[]> bodies = new TreeMap<>();
    advertises.forEach((site, signed) -> bodies.put(site, signed.body()));
    return Collections.unmodifiableSortedMap(bodies);
  }

  /** Takes a dealer's ShareKeys and its rows by holder. */
  public Outcome accept(int site, SignedBody shareKeys, Map<Integer, ShareRow> dealt) {
    return intake.offer(
        site,
        shareKeys,
        () -> {
          checkKeys(site, shareKeys, dealt);
          rows.put(site, Map.copyOf(dealt));
        });
  }

  /** Sites of U1 that have not dealt. */
  public Set<Integer> missing() {
    return intake.missing();
  }

  /** Whether {@link #close} can succeed, with those that are missing left out of U2. */
  public boolean enough() {
    return rows.size() >= peers.quorum().survivorFloor(server.terms.proposal().minSites());
  }

  /** Fixes U2 without the sites that are missing. */
  public MaskPhase close() {
    SessionFailed.unless(
        enough(),
        SessionFailed.Reason.TOO_FEW_SHARED,
        "Too few sites dealt shares for the study's f and minSites.");
    intake.close();
    return new MaskPhase(server, peers, new Dealings(advertises, intake.accepted(), rows));
  }

  /** Asks U1 to abort; from now on this session can never be committed. */
  public AbortPhase abort() {
    return new AbortPhase(server, peers);
  }

  private void checkKeys(int dealer, SignedBody signed, Map<Integer, ShareRow> dealt) {
    ShareKeys keys = decoding(() -> ShareKeys.decode(signed.body()));
    server.terms.requireSession(keys.sid());
    SortedSet<Integer> holders = peers.graph().holders(dealer);
    require(
        keys.h1().equals(peers.h1())
            && keys.index() == dealer
            && dealt.keySet().equals(holders)
            && keys.rows().stream()
                .map(ShareKeys.RowRef::holder)
                .toList()
                .equals(List.copyOf(holders)),
        Code.BAD_SHARES,
        "A dealer did not share with exactly the sites that advertised.",
        dealer);
    for (ShareKeys.RowRef ref : keys.rows()) {
      ShareRow row = dealt.get(ref.holder());
      require(
          row != null && row.hash().equals(ref.rowHash()) && shaped(dealer, ref.holder(), row),
          Code.BAD_SHARES,
          "A dealer's row does not match its signed hash or has a wrong shape.",
          dealer);
    }
  }

  private boolean shaped(int dealer, int holder, ShareRow row) {
    int box = holder == dealer ? 0 : boxBytes;
    return row.kemCiphertext().isEmpty() == (dealer >= holder) && row.box().size() == box;
  }

  // All packets of a session have the same length.
  private static int boxBytes(SessionTerms terms, AgreedPeers peers) {
    List<FieldElement> zeros =
        Collections.nCopies(terms.units() + 1, FieldElement.decode(new byte[FieldElement.BYTES]));
    return ShareCommitments.packet(terms.sid(), peers.h1(), 0, 0, zeros).length
        + HybridSeal.OVERHEAD_BYTES;
  }
}
