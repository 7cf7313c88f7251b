package org.fedval.crypto.secagg.slot;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.CertifiedCommit;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.ProvenBad;
import org.fedval.crypto.secagg.body.IdentityRotation;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * The rule against differencing (section 6.5): one open session for a data set, and after a commit
 * only sums over the same sites. Pure; every refusal is a {@link ProtocolViolation}.
 *
 * @param differencing what other studies may do with a committed data set
 * @param minCell this site's own floor; the largest of it and both studies' floors counts
 */
public record SlotRule(Differencing differencing, long minCell) {
  public SlotRule {
    if (minCell < 1) {
      throw new IllegalArgumentException("minCell must be at least 1.");
    }
  }

  /** Deny other survivor sets, ten patients. */
  public static SlotRule defaults() {
    return new SlotRule(Differencing.DENY, 10);
  }

  /** Before the first message: no other session is open and the cohort hides its difference. */
  public void mayAdvertise(DataSetLedger ledger, Attempt attempt) {
    for (Claim claim : others(ledger, attempt)) {
      require(
          !claim.isPending(),
          Code.SLOT_PENDING,
          "This site's numbers are masked in another session that is neither committed nor"
              + " aborted.");
      require(
          claim.studyHash().equals(attempt.studyHash())
              || differencing != Differencing.ALLOW_WITH_PRIVACY
              || claim.privacy() && attempt.privacy(),
          Code.DATASET_DIFFERENCING,
          "Another study used this data set; without differential privacy this site takes part in"
              + " no second one.");
      checkCohort(claim, attempt);
    }
  }

  /** Before dealing shares: U1 is what earlier commits allow. */
  public void mayShare(DataSetLedger ledger, Attempt attempt, Set<VerifyingKey> u1) {
    mayAdvertise(ledger, attempt);
    Set<Sha256Digest> sites = originals(ledger, u1);
    for (Claim claim : others(ledger, attempt)) {
      if (bindsSites(claim, attempt)) {
        requireSame(ledger, claim, sites, u1.size());
      }
    }
  }

  /** Before masking; another session may have changed the ledger since the shares were dealt. */
  public void mayMask(DataSetLedger ledger, Attempt attempt, Set<VerifyingKey> u1) {
    mayShare(ledger, attempt, u1);
  }

  /** The ledger to persist before the masked input is sent; checks {@link #mayMask}. */
  public DataSetLedger onMask(DataSetLedger ledger, Attempt attempt, Set<VerifyingKey> u1) {
    mayMask(ledger, attempt, u1);
    Optional<Claim> own = ledger.claim(attempt.sid());
    return own.isPresent() ? ledger : ledger.with(Claim.pending(attempt));
  }

  /** Before the commit vote: U3 is what earlier commits allow. */
  public void mayVote(DataSetLedger ledger, Attempt attempt, Set<VerifyingKey> u3) {
    require(
        ledger.claim(attempt.sid()).isPresent(),
        Code.SLOT_PENDING,
        "This site masked nothing in this session and must not vote.");
    Set<Sha256Digest> sites = originals(ledger, u3);
    for (Claim claim : others(ledger, attempt)) {
      require(
          !claim.isPending(),
          Code.SLOT_PENDING,
          "This site's numbers are masked in another session that is neither committed nor"
              + " aborted.");
      if (bindsSites(claim, attempt)) {
        requireSame(ledger, claim, sites, u3.size());
      } else if (differencing == Differencing.PAIRWISE) {
        requireFarApart(ledger, claim, sites, attempt);
      }
    }
  }

  /** A checked commit certificate locks the data set, also at a site that is not a survivor. */
  public DataSetLedger onCommit(DataSetLedger ledger, CertifiedCommit commit) {
    Set<Sha256Digest> survivors = identities(commit.survivors());
    return ledger
        .claim(commit.sid())
        .filter(Claim::isPending)
        .map(claim -> ledger.with(claim.lockedTo(survivors)))
        .orElse(ledger);
  }

  /** A checked abort certificate voids the session; it outranks a commit of the same session. */
  public DataSetLedger onAbort(DataSetLedger ledger, CertifiedAbort abort) {
    return ledger.without(abort.sid());
  }

  /** A proven bad dealer may be missing from later sessions over a locked data set. */
  public DataSetLedger onBlame(DataSetLedger ledger, ProvenBad bad) {
    return ledger.withBad(ledger.original(identity(bad.identity())));
  }

  /**
   * The operator accepts that this slot's numbers may be computed from two results: the session no
   * longer holds the data set. The caller logs it and shows it in the report.
   */
  public DataSetLedger onOverride(DataSetLedger ledger, Sha256Digest sid) {
    return ledger.claim(sid).filter(Claim::isPending).map(c -> ledger.without(sid)).orElse(ledger);
  }

  /** A key's successor counts as the same site; both keys must have signed the rotation. */
  public DataSetLedger onRotation(
      DataSetLedger ledger, SignedBody signedByOld, SignedBody signedByNew) {
    IdentityRotation rotation = IdentityRotation.decode(signedByOld.body());
    require(
        signedByOld.hash().equals(signedByNew.hash())
            && signedByOld.isSignedOutsideBy(rotation.oldKey(), IdentityRotation.TYPE)
            && signedByNew.isSignedOutsideBy(rotation.newKey(), IdentityRotation.TYPE),
        Code.BAD_SIGNATURE,
        "A rotation of an identity key is not signed by both keys.");
    Sha256Digest old = identity(rotation.oldKey());
    Sha256Digest successor = identity(rotation.newKey());
    if (ledger.original(successor).equals(ledger.original(old))
        && !ledger.original(successor).equals(successor)) {
      return ledger;
    }
    require(
        !ledger.hasSuccessor(old) && !ledger.isKnown(successor) && !ledger.hasSuccessor(successor),
        Code.WRONG_ROSTER,
        "An identity key has one successor, which no other site may have used.");
    return ledger.withSuccessor(old, successor);
  }

  private void checkCohort(Claim claim, Attempt attempt) {
    if (differencing == Differencing.ALLOW_WITH_PRIVACY
        && !claim.studyHash().equals(attempt.studyHash())) {
      return;
    }
    long floor = Math.max(minCell, Math.max(claim.minCell(), attempt.minCell()));
    long apart = claim.cohort().patientsApart(attempt.cohort());
    long changed = claim.cohort().patientsChanged(attempt.cohort());
    boolean hidden = apart >= floor || apart == 0 && (changed == 0 || changed >= floor);
    require(
        hidden,
        Code.COHORT_DIFFERENCING,
        "This site's cohort differs by so few patients from one that was already used that their"
            + " results could be read from the difference.");
  }

  private boolean bindsSites(Claim claim, Attempt attempt) {
    return claim.studyHash().equals(attempt.studyHash()) || differencing == Differencing.DENY;
  }

  private static void requireSame(
      DataSetLedger ledger, Claim claim, Set<Sha256Digest> sites, int count) {
    Set<Sha256Digest> locked = locked(ledger, claim);
    Set<Sha256Digest> needed = new HashSet<>(locked);
    needed.removeAll(ledger.provenBad());
    require(
        sites.size() == count && locked.containsAll(sites) && sites.containsAll(needed),
        Code.SLOT_LOCKED,
        "This data set is bound to the sites of an earlier result, and this session has others.");
  }

  private static void requireFarApart(
      DataSetLedger ledger, Claim claim, Set<Sha256Digest> sites, Attempt attempt) {
    Set<Sha256Digest> gone = new HashSet<>(locked(ledger, claim));
    gone.removeAll(sites);
    Set<Sha256Digest> added = new HashSet<>(sites);
    added.removeAll(locked(ledger, claim));
    int floor = attempt.differenceFloor();
    require(
        (gone.isEmpty() || gone.size() >= floor) && (added.isEmpty() || added.size() >= floor),
        Code.DATASET_DIFFERENCING,
        "The survivors differ by too few sites from those of another study on this data set.");
  }

  private static List<Claim> others(DataSetLedger ledger, Attempt attempt) {
    return ledger.claimsOn(attempt.cohort()).stream()
        .filter(claim -> !claim.sid().equals(attempt.sid()))
        .toList();
  }

  private static Set<Sha256Digest> locked(DataSetLedger ledger, Claim claim) {
    return claim.survivors().orElse(Set.of()).stream()
        .map(ledger::original)
        .collect(Collectors.toSet());
  }

  private static Set<Sha256Digest> originals(DataSetLedger ledger, Set<VerifyingKey> sites) {
    return identities(sites).stream().map(ledger::original).collect(Collectors.toSet());
  }

  private static Set<Sha256Digest> identities(Set<VerifyingKey> keys) {
    return keys.stream().map(SlotRule::identity).collect(Collectors.toSet());
  }

  private static Sha256Digest identity(VerifyingKey key) {
    return Sha256Digest.hash(key.toByteArray());
  }

  private static void require(boolean holds, Code code, String sentence) {
    if (!holds) {
      throw new ProtocolViolation(code, sentence);
    }
  }
}
