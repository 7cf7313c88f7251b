package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.HybridSeal;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.Transcript;
import org.fedval.crypto.shamir.FieldElement;
import org.fedval.crypto.shamir.SharingPolynomial;
import org.jspecify.annotations.Nullable;

/** A site that dealt its shares to U1 (section 6.2, steps 1 and 2). Not thread-safe. */
public final class SharedClient {
  private final SiteContext site;
  private final AgreedPeers peers;
  private final SortedMap<Integer, ShareRow> rows = new TreeMap<>();
  private final List<FieldElement> ownShares;
  private final SignedBody message;
  private final Once masked = new Once();

  SharedClient(SiteContext site, AgreedPeers peers) {
    this.site = site;
    this.peers = peers;
    List<SharingPolynomial> polynomials =
        site.secrets.polynomials(peers.h1(), peers.graph().threshold());
    List<ShareKeys.RowRef> refs = new ArrayList<>();
    for (int holder : peers.graph().holders(site.index)) {
      ShareRow row = deal(holder, sharesOf(polynomials, holder));
      rows.put(holder, row);
      refs.add(new ShareKeys.RowRef(holder, row.hash()));
    }
    this.ownShares = sharesOf(polynomials, site.index);
    this.message =
        site.sign(
            ShareKeys.TYPE, new ShareKeys(site.terms.sid(), peers.h1(), site.index, refs).encode());
  }

  /** From what was dealt before a restart; everything that is not random is recomputed. */
  SharedClient(
      SiteContext site,
      AgreedPeers peers,
      SignedBody storedMessage,
      Map<Integer, ShareRow> storedRows) {
    this.site = site;
    this.peers = peers;
    List<SharingPolynomial> polynomials =
        site.secrets.polynomials(peers.h1(), peers.graph().threshold());
    List<ShareKeys.RowRef> refs = new ArrayList<>();
    for (int holder : peers.graph().holders(site.index)) {
      ShareRow row = storedRows.get(holder);
      if (row == null || !isOwn(holder, sharesOf(polynomials, holder), row)) {
        throw notOwn();
      }
      rows.put(holder, row);
      refs.add(new ShareKeys.RowRef(holder, row.hash()));
    }
    this.ownShares = sharesOf(polynomials, site.index);
    this.message =
        site.sign(
            ShareKeys.TYPE, new ShareKeys(site.terms.sid(), peers.h1(), site.index, refs).encode());
    if (storedRows.size() != rows.size() || !message.equals(storedMessage)) {
      throw notOwn();
    }
  }

  private boolean isOwn(int holder, List<FieldElement> shares, ShareRow row) {
    boolean encapsulates = site.index < holder;
    return row.shareRoot()
            .equals(ShareCommitments.rootOf(site.terms.sid(), site.index, holder, shares))
        && row.box().isEmpty() == (holder == site.index)
        && (encapsulates
            ? row.kemCiphertext()
                .equals(site.secrets.maskKeys().encapsulateTo(peers.advertise(holder)).ciphertext())
            : row.kemCiphertext().isEmpty());
  }

  private static ProtocolViolation notOwn() {
    return new ProtocolViolation(
        Code.DAMAGED_RECORD, "The stored shares are not the ones of this session's secrets.");
  }

  /** The signed ShareKeys to send. */
  public SignedBody message() {
    return message;
  }

  /** The rows that travel beside it, by holder. */
  public Map<Integer, ShareRow> rows() {
    return Collections.unmodifiableSortedMap(rows);
  }

  /**
   * Checks U2, opens the boxes of every dealer and masks the vector. May succeed once only.
   *
   * @param dealt for every dealer of U2 but this site: its ShareKeys and the row for this site
   */
  public MaskedClient mask(
      SignedBody shareDelivery, Map<Integer, DealtShare> dealt, FrozenVector vector) {
    masked.requireFree();
    SessionTerms terms = site.terms;
    ShareDelivery delivery = delivery(shareDelivery);
    require(
        vector.isFor(terms),
        Code.INPUT_OUT_OF_RANGE,
        "The vector was frozen for another layout or other noise than the session's.");
    HeldShares held = new HeldShares(site.index, terms.sid());
    SortedMap<Integer, Octets> ciphertexts = new TreeMap<>();
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    for (SignedRef ref : delivery.sites()) {
      hashes.put(ref.index(), ref.bodyHash());
      if (ref.index() == site.index) {
        held.put(site.index, ownShares);
      } else if (peers.graph().adjacent(site.index, ref.index())) {
        ShareRow row = rowFrom(ref, dealt.get(ref.index()));
        held.put(ref.index(), open(ref.index(), row));
        ciphertexts.put(ref.index(), edge(ref.index(), row));
      }
    }
    checkMembers(hashes, held);
    masked.take();
    Sha256Digest h2 = Transcript.h2(peers.h1(), hashes);
    return new MaskedClient(site, peers, hashes.keySet(), held, h2, ciphertexts, vector);
  }

  /**
   * {@link #mask} again after a restart: refuses when the vector is not the one that was masked
   * before, since two vectors under one mask give their difference away.
   */
  public MaskedClient maskAgain(
      SignedBody shareDelivery,
      Map<Integer, DealtShare> dealt,
      FrozenVector vector,
      SignedBody storedManifest) {
    MaskedClient again = mask(shareDelivery, dealt, vector);
    require(
        again.manifest().equals(storedManifest),
        Code.VECTOR_CHANGED,
        "The vector is not the one that this site masked before; nothing of it is sent.");
    return again;
  }

  /**
   * The signed complaints to send instead of masking, one about every dealer whose shares for this
   * site cannot be used; empty if {@link #mask} would take them all.
   */
  public List<SignedBody> complaints(SignedBody shareDelivery, Map<Integer, DealtShare> dealt) {
    List<SignedBody> complaints = new ArrayList<>();
    for (SignedRef ref : delivery(shareDelivery).sites()) {
      int dealer = ref.index();
      if (peers.graph().adjacent(site.index, dealer)) {
        fault(ref, dealt.get(dealer))
            .ifPresent(
                reason ->
                    complaints.add(
                        site.sign(
                            Complaint.TYPE,
                            new Complaint(site.terms.sid(), peers.h1(), site.index, dealer, reason)
                                .encode())));
      }
    }
    return List.copyOf(complaints);
  }

  private Optional<Complaint.Reason> fault(SignedRef ref, @Nullable DealtShare dealt) {
    if (dealt == null) {
      return Optional.of(Complaint.Reason.ROW_MISSING);
    }
    ShareRow row;
    try {
      row = rowFrom(ref, dealt);
      var unused = edge(ref.index(), row);
    } catch (ProtocolViolation e) {
      return Optional.of(Complaint.Reason.ROW_HASH);
    }
    return SharePacket.fault(site.terms, site.secrets, peers.h1(), ref.index(), site.index, row);
  }

  private ShareDelivery delivery(SignedBody signed) {
    byte[] body = site.terms.fromCoordinator(signed, ShareDelivery.TYPE);
    ShareDelivery delivery = decoding(() -> ShareDelivery.decode(body));
    site.terms.requireSession(delivery.sid());
    require(
        delivery.h1().equals(peers.h1()),
        Code.WRONG_SESSION,
        "The coordinator shows this site another set of advertised sites.");
    return site.checks.outcome(
        PublicChecks.Check.SHARE_DELIVERY, signed, peers.h1(), () -> dealersSigned(delivery));
  }

  /** Pledges to open nothing of this session, which the coordinator asked to abort. */
  public AbortedClient abort() {
    return new AbortedClient(site, peers);
  }

  /** Checks an abort certificate; throws {@link ProtocolViolation}. */
  public CertifiedAbort aborted(SignedBody certificate) {
    return CertifiedAbort.check(site.terms, peers, certificate);
  }

  private ShareDelivery dealersSigned(ShareDelivery delivery) {
    for (SignedRef ref : delivery.sites()) {
      require(
          peers.sites().contains(ref.index()),
          Code.NOT_EXPECTED,
          "A dealer is not among the sites that advertised.",
          ref.index());
      AdvertisedClient.requireSigned(site.terms, ref, ShareKeys.TYPE);
    }
    return delivery;
  }

  private void checkMembers(SortedMap<Integer, Sha256Digest> dealers, HeldShares held) {
    Sha256Digest own = dealers.get(site.index);
    require(
        own != null && own.equals(message.hash()),
        Code.OWN_ENTRY_CHANGED,
        "This site's shares are missing from the delivery or were changed.");
    require(
        dealers.size() >= peers.quorum().survivorFloor(site.terms.proposal().minSites())
            && held.dealers().size() >= peers.graph().threshold(),
        Code.TOO_FEW_SITES,
        "Too few sites dealt shares for the study's f and minSites.");
    site.checkCompany(dealers.keySet());
  }

  private ShareRow deal(int holder, List<FieldElement> shares) {
    Sha256Digest sid = site.terms.sid();
    Sha256Digest root = ShareCommitments.rootOf(sid, site.index, holder, shares);
    if (holder == site.index) {
      return new ShareRow(root, Octets.empty(), Octets.empty());
    }
    Advertise peer = peers.advertise(holder);
    Octets ciphertext =
        site.index < holder
            ? site.secrets.maskKeys().encapsulateTo(peer).ciphertext()
            : Octets.empty();
    byte[] box =
        HybridSeal.seal(
            peer.encX(),
            peer.encKem(),
            ShareCommitments.sealInfo(sid, peers.h1(), site.index, holder),
            root.toByteArray(),
            ShareCommitments.packet(sid, peers.h1(), site.index, holder, shares),
            site.random);
    return new ShareRow(root, ciphertext, Octets.of(box));
  }

  private ShareRow rowFrom(SignedRef ref, @Nullable DealtShare dealt) {
    int dealer = ref.index();
    if (dealt == null) {
      throw new ProtocolViolation(Code.BAD_SHARES, "A dealer's row is missing.", dealer);
    }
    require(
        dealt.shareKeys().hash().equals(ref.bodyHash()),
        Code.BAD_SHARES,
        "A dealer's ShareKeys is not the one in the signed delivery.",
        dealer);
    ShareKeys keys =
        decoding(Code.BAD_SHARES, dealer, () -> ShareKeys.decode(dealt.shareKeys().body()));
    require(
        keys.sid().equals(site.terms.sid())
            && keys.h1().equals(peers.h1())
            && keys.index() == dealer
            && keys.rows().stream()
                .map(ShareKeys.RowRef::holder)
                .toList()
                .equals(List.copyOf(peers.graph().holders(dealer))),
        Code.BAD_SHARES,
        "A dealer shared with other sites than this one sees.",
        dealer);
    require(
        keys.rowHash(site.index).filter(dealt.row().hash()::equals).isPresent(),
        Code.BAD_SHARES,
        "A dealer's row is not the one it signed.",
        dealer);
    return dealt.row();
  }

  private List<FieldElement> open(int dealer, ShareRow row) {
    return SharePacket.open(site.terms, site.secrets, peers.h1(), dealer, site.index, row);
  }

  private Octets edge(int dealer, ShareRow row) {
    boolean dealerEncapsulates = dealer < site.index;
    require(
        dealerEncapsulates != row.kemCiphertext().isEmpty(),
        Code.BAD_SHARES,
        "A dealer's row has an encapsulation where none belongs, or none where one does.",
        dealer);
    if (dealerEncapsulates) {
      return row.kemCiphertext();
    }
    ShareRow own = rows.get(dealer);
    return own == null ? Octets.empty() : own.kemCiphertext();
  }

  private static List<FieldElement> sharesOf(List<SharingPolynomial> polynomials, int holder) {
    return polynomials.stream().map(polynomial -> polynomial.shareOf(holder)).toList();
  }
}
