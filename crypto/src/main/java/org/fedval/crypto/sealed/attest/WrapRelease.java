package org.fedval.crypto.sealed.attest;

import java.time.Instant;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.sealed.attest.WrapRefused.Reason;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.crypto.secagg.body.StudyDefinition;

/**
 * Decides which key a file key may be closed to: only a roster site whose operator approved this
 * very study, and in a study that pins an attestation policy only the pair inside an environment
 * that passed it, never the vault key. Every doubt is a {@link WrapRefused}.
 */
public final class WrapRelease {
  private final StudyDefinition study;
  private final Roster roster;

  /** For one study and the roster that its sites approved. */
  public WrapRelease(StudyDefinition study, Roster roster) {
    this.study = study;
    this.roster = roster;
  }

  /** The site's SEAL key, if the study asks for no attestation and the roster names that key. */
  public SealingKey toVault(String siteId, SignedBody approval, SealingKey offered, Instant now) {
    Roster.Member member = member(siteId, approval, now);
    require(study.teePolicyHash().equals(Sha256Digest.ZERO), Reason.ATTESTATION_REQUIRED);
    require(offered.isRosterKey(member.sealX(), member.sealKemHash()), Reason.OTHER_KEY);
    return offered;
  }

  /** The pair of a signed {@link AttestationStatement}, if it passes the study's policy. */
  public SealingKey toEnvironment(
      String siteId, SignedBody approval, SignedBody statement, AttestationDesk desk, Instant now) {
    VerifyingKey identity = member(siteId, approval, now).identity();
    require(desk.isFor(study.hash(), study.teePolicyHash()), Reason.OTHER_POLICY);
    require(desk.judge(statement, siteId, identity, now).accepted(), Reason.ATTESTATION_FAILED);
    return AttestationStatement.decode(statement.body()).sealingKey();
  }

  private Roster.Member member(String siteId, SignedBody approval, Instant now) {
    require(now.getEpochSecond() <= study.expires(), Reason.EXPIRED);
    Roster.Member member =
        roster.members().stream()
            .filter(m -> m.siteId().equals(siteId))
            .findFirst()
            .orElseThrow(() -> new WrapRefused(Reason.NOT_IN_ROSTER));
    StudyApproval expected = new StudyApproval(study.hash(), member.identity());
    require(
        approval.isSignedOutsideBy(member.identity(), StudyApproval.TYPE)
            && approval.hash().equals(Sha256Digest.hash(expected.encode())),
        Reason.NOT_APPROVED);
    return member;
  }

  private static void require(boolean holds, Reason reason) {
    if (!holds) {
      throw new WrapRefused(reason);
    }
  }
}
