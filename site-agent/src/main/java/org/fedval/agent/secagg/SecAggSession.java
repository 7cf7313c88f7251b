package org.fedval.agent.secagg;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.FrozenVector;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.MaskedClient;
import org.fedval.crypto.secagg.OpenedClient;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.RevealedClient;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.SharedClient;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.VotedClient;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.jspecify.annotations.Nullable;

/**
 * This site's part of one session, step by step. The coordinator may say a step again, after a lost
 * connection: then the same answer is given again, never a new one. Not thread-safe.
 */
public final class SecAggSession {
  private final SessionTerms terms;
  private final int index;
  private final AdvertisedClient advertised;
  private final SlotFreezer freezer;
  private @Nullable SharedClient shared;
  private @Nullable MaskedClient masked;
  private @Nullable VotedClient voted;
  private @Nullable RevealedClient revealed;
  private @Nullable OpenedClient opened;

  private SecAggSession(
      SessionTerms terms, int index, AdvertisedClient advertised, SlotFreezer freezer) {
    this.terms = terms;
    this.index = index;
    this.advertised = advertised;
    this.freezer = freezer;
  }

  /** Joins a session whose terms passed every check; throws {@link ProtocolViolation}. */
  public static SecAggSession join(
      SessionTerms terms,
      int index,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SlotFreezer freezer,
      SecureRandom random) {
    AdvertisedClient client =
        AdvertisedClient.open(terms, index, identity, trust, gateRule, random);
    return new SecAggSession(terms, index, client, freezer);
  }

  public Sha256Digest sid() {
    return terms.sid();
  }

  /** Roster index of this site. */
  public int index() {
    return index;
  }

  /** AdvertiseKeys. */
  public SiteMessage advertise() {
    return new SiteMessage.Advertised(sid(), advertised.advertise());
  }

  /** ShareKeys. */
  public SiteMessage share(SiteInstruction.AdvertiseSetClosed closed) {
    if (shared == null) {
      Map<Integer, byte[]> bodies = new TreeMap<>();
      closed.advertises().forEach((site, body) -> bodies.put(site, body.toByteArray()));
      shared = advertised.shareKeys(closed.set(), bodies);
    }
    SortedMap<Integer, Octets> rows = new TreeMap<>();
    shared.rows().forEach((holder, row) -> rows.put(holder, Octets.of(row.encode())));
    return new SiteMessage.SharesDealt(sid(), shared.message(), rows);
  }

  /**
   * Masks the released counts, once; the vector is {@link #maskedVector()}. Throws {@code
   * PrivacyRefused} when the privacy budget does not allow that it leaves.
   */
  public SiteMessage mask(SiteInstruction.SharesDelivered delivered, ReleasedCounts counts) {
    if (masked == null) {
      if (!counts.study().equals(terms.proposal().studyHash())) {
        throw new IllegalArgumentException("The counts are released for another study.");
      }
      Map<Integer, DealtShare> dealt = new TreeMap<>();
      delivered
          .shares()
          .forEach(
              (dealer, share) ->
                  dealt.put(
                      dealer,
                      new DealtShare(
                          share.shareKeys(), ShareRow.decode(share.row().toByteArray()))));
      FrozenVector vector = freezer.freeze(terms, counts, index);
      MaskedClient next = step(shared).mask(delivered.delivery(), dealt, vector);
      freezer.charge(terms, vector);
      masked = next;
    }
    return new SiteMessage.Masked(sid(), masked.manifest(), Octets.of(masked.confirmList()));
  }

  /** The masked vector that {@link #mask} made. */
  public byte[] maskedVector() {
    return step(masked).maskedVector();
  }

  /** The checked abort of this session; empty when nothing of this site was masked in it. */
  public Optional<CertifiedAbort> aborted(SiteInstruction.Aborted notice) {
    MaskedClient mine = masked;
    return mine == null ? Optional.empty() : Optional.of(mine.aborted(notice.certificate()));
  }

  /** Votes to commit to the survivor set. */
  public SiteMessage vote(SiteInstruction.SurvivorsNamed named) {
    if (voted == null) {
      voted = step(masked).vote(named.survivors());
    }
    return new SiteMessage.Voted(sid(), voted.vote());
  }

  /** Opens the gate. */
  public SiteMessage revealGate(SiteInstruction.Committed committed) {
    if (revealed == null) {
      revealed = step(voted).reveal(committed.certificate());
    }
    return new SiteMessage.RevealedA(sid(), revealed.revealA());
  }

  /** Checks the gate and opens what it allows. */
  public SiteMessage revealMetrics(SiteInstruction.GateOpened gate) {
    if (opened == null) {
      opened = step(revealed).revealGate(gate.transcript(), gate.gateResult());
    }
    return new SiteMessage.RevealedB(sid(), opened.revealB());
  }

  /** Checks the signed result; the session's secrets are forgotten. */
  public void finish(SiteInstruction.ResultPublished published) {
    var unused = step(opened).finish(published.result());
  }

  private static <T> T step(@Nullable T state) {
    if (state == null) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.NOT_EXPECTED, "The coordinator skipped a step of the session.");
    }
    return state;
  }
}
