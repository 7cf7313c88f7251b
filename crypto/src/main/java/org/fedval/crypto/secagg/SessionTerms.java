package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;

/**
 * A session proposal that passed every check that needs no other site: who signed it, that study,
 * roster and layout are the approved ones, and that no parameter is weaker than the site's policy.
 * Immutable.
 */
public final class SessionTerms {
  /** Largest roster. */
  public static final int MAX_SITES = 2000;

  private static final int MAX_SHARES = 1 << 20;

  private final SignedBody signedProposal;
  private final SessionProposal proposal;
  private final Sha256Digest sid;
  private final Roster roster;
  private final StudyDefinition study;
  private final Layout layout;
  private final GraphRule graphRule;
  private final int[] unitStarts;

  SessionTerms(SignedBody signed, Roster roster, StudyDefinition study, Layout layout) {
    this(signed, roster, study, layout, GraphRule.STANDARD);
  }

  private SessionTerms(
      SignedBody signed, Roster roster, StudyDefinition study, Layout layout, GraphRule graphRule) {
    this.graphRule = graphRule;
    this.signedProposal = signed;
    this.proposal = decoding(() -> SessionProposal.decode(signed.body()));
    this.sid = signed.hash();
    this.roster = roster;
    this.study = study;
    this.layout = layout;
    this.unitStarts = starts(proposal.unitLengths());
  }

  private static int[] starts(List<Integer> lengths) {
    int[] starts = new int[lengths.size() + 1];
    for (int unit = 0; unit < lengths.size(); unit++) {
      starts[unit + 1] = starts[unit] + lengths.get(unit);
    }
    return starts;
  }

  /**
   * Checks a proposal at a site (section 6.2, step 0); throws {@link ProtocolViolation}. The caller
   * checks attempt and data-set lock.
   *
   * @param study the definition that this site's operator approved
   * @param published the exact bytes of the tables published for this slot; empty for the first
   */
  public static SessionTerms check(
      SignedBody proposal,
      VerifyingKey coordinator,
      Roster roster,
      Sha256Digest approvedRosterHash,
      StudyDefinition study,
      Layout layout,
      byte[] published,
      SitePolicy policy) {
    require(
        proposal.isSignedBy(
            coordinator, SessionProposal.TYPE, proposal.hash(), SigInput.COORDINATOR),
        Code.BAD_SIGNATURE,
        "The session proposal is not signed by this site's coordinator.");
    SessionTerms terms = new SessionTerms(proposal, roster, study, layout);
    terms.checkDocuments(coordinator, approvedRosterHash, published);
    terms.checkFloors(policy);
    terms.checkParameters();
    return terms;
  }

  /** Makes and signs a proposal at the coordinator; refuses parameters that no site may accept. */
  public static SessionTerms propose(
      SigningKey coordinator,
      Roster roster,
      StudyDefinition study,
      String slot,
      long attempt,
      Layout layout,
      byte[] published,
      SessionProposal.Deadlines deadlines,
      SecureRandom random) {
    SlotNoise.checkTerms(study, layout);
    byte[] nonce = new byte[Sha256Digest.BYTES];
    random.nextBytes(nonce);
    byte[] body =
        new SessionProposal(
                study.hash(),
                slot,
                attempt,
                roster.hash(),
                SessionProposal.SUITE,
                ringBitsFor(roster, study, layout),
                study.f(),
                study.minSites(),
                SlotLayout.hash(slot, layout, published),
                layout.lengths(),
                deadlines,
                Sha256Digest.of(nonce),
                List.of())
            .encode();
    SignedBody signed =
        SignedBody.sign(
            SessionProposal.TYPE, Sha256Digest.hash(body), SigInput.COORDINATOR, body, coordinator);
    SessionTerms terms = new SessionTerms(signed, roster, study, layout);
    terms.checkDocuments(coordinator.verifyingKey(), roster.hash(), published);
    terms.checkParameters();
    return terms;
  }

  private void checkDocuments(VerifyingKey coordinator, Sha256Digest rosterHash, byte[] published) {
    require(
        proposal.studyHash().equals(study.hash()),
        Code.WRONG_STUDY,
        "The session is not for the study that this site approved.");
    require(
        study.coordinator().equals(coordinator) && roster.coordinator().equals(coordinator),
        Code.WRONG_STUDY,
        "Study or roster name another coordinator key.");
    require(
        proposal.rosterHash().equals(rosterHash) && roster.hash().equals(rosterHash),
        Code.WRONG_ROSTER,
        "The session's roster is not the one that this site approved.");
    int slot = study.slots().indexOf(proposal.slot());
    require(slot >= 0, Code.WRONG_STUDY, "The session's slot is not part of the study.");
    Sha256Digest layoutHash = SlotLayout.hash(proposal.slot(), layout, published);
    require(
        proposal.layoutHash().equals(layoutHash)
            && proposal.unitLengths().equals(layout.lengths())
            && (slot > 0 || study.layoutHash().equals(layoutHash) && published.length == 0),
        Code.WRONG_LAYOUT,
        "The session's layout or published tables are not the approved ones.");
  }

  private void checkFloors(SitePolicy policy) {
    require(
        study.f() >= policy.minFaults()
            && study.minSites() >= policy.minSites()
            && study.minCell() >= policy.minCell(),
        Code.WEAK_PARAMETERS,
        "The study's f, minSites or minCell is below this site's policy.");
  }

  private void checkParameters() {
    int f = proposal.f();
    require(
        f == study.f() && proposal.minSites() == study.minSites(),
        Code.WEAK_PARAMETERS,
        "The session's f or minSites differs from the study's.");
    require(
        f >= 1 && proposal.minSites() >= 3 && study.minContributors() >= f + 2,
        Code.WEAK_PARAMETERS,
        "A study needs f >= 1, minSites >= 3 and minContributors >= f + 2.");
    require(
        study.minCell() <= Integer.MAX_VALUE,
        Code.UNSUPPORTED,
        "The study's minCell is too large.");
    require(
        proposal.suite() == SessionProposal.SUITE,
        Code.UNSUPPORTED,
        "The session's cipher suite is not known to this version.");
    require(
        !study.postQuantumSignatures(),
        Code.UNSUPPORTED,
        "Post-quantum signatures are not part of this version.");
    SlotNoise.checkTerms(study, layout);
    require(
        roster.size() <= MAX_SITES,
        Code.UNSUPPORTED,
        "This version aggregates over at most 2000 sites.");
    require(
        roster.size() >= new Quorum(roster.size(), f).survivorFloor(proposal.minSites()),
        Code.TOO_FEW_SITES,
        "The roster has too few sites for the study's f and minSites.");
    require(
        (1L + layout.units().size()) * graphRule.mostHolders(roster.size()) <= MAX_SHARES,
        Code.UNSUPPORTED,
        "The layout has too many units for this many sites.");
    require(
        proposal.ringBits() == ringBitsFor(roster, study, layout),
        Code.WEAK_PARAMETERS,
        "The session's ring width does not follow from the declared bounds.");
  }

  /** The smallest width with {@code n_R (B + 64 sigma0) < 2^(w-1)}. */
  public static RingBits ringBitsFor(Roster roster, StudyDefinition study, Layout layout) {
    try {
      long largest = Math.addExact(layout.largestBound(), reachOf(study));
      return RingBits.smallestFor(roster.size(), largest);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProtocolViolation(
          Code.UNSUPPORTED, "The declared bounds do not fit a 64-bit ring.");
    }
  }

  private static long reachOf(StudyDefinition study) {
    return SlotNoise.of(study).map(SlotNoise::reach).orElse(0L);
  }

  /** How far one site's noise can move a number; 0 without differential privacy. */
  long noiseReach() {
    return reachOf(study);
  }

  public SignedBody signedProposal() {
    return signedProposal;
  }

  public SessionProposal proposal() {
    return proposal;
  }

  /** The session id: the hash of the proposal. */
  public Sha256Digest sid() {
    return sid;
  }

  public Roster roster() {
    return roster;
  }

  public StudyDefinition study() {
    return study;
  }

  public Layout layout() {
    return layout;
  }

  /** The same terms with another graph; tests use small sparse ones. */
  SessionTerms withGraph(GraphRule rule) {
    return new SessionTerms(signedProposal, roster, study, layout, rule);
  }

  GraphRule graphRule() {
    return graphRule;
  }

  RingBits ringBits() {
    return proposal.ringBits();
  }

  int units() {
    return proposal.unitLengths().size();
  }

  int unitLength(int unit) {
    return proposal.unitLengths().get(unit);
  }

  /** Position of the first element of a unit; for {@code units()} the number of elements. */
  int unitStart(int unit) {
    return unitStarts[unit];
  }

  int elements() {
    return unitStart(units());
  }

  Quorum quorum(int advertised) {
    return new Quorum(advertised, proposal.f());
  }

  Set<VerifyingKey> identities(Set<Integer> sites) {
    return sites.stream().map(roster::identity).collect(Collectors.toSet());
  }

  byte[] fromCoordinator(SignedBody signed, String type) {
    require(
        signed.isSignedBy(roster.coordinator(), type, sid, SigInput.COORDINATOR),
        Code.BAD_SIGNATURE,
        "A message is not signed by the coordinator for this session.");
    return signed.body();
  }

  void requireFromSite(SignedBody signed, String type, int site) {
    require(
        site >= 0
            && site < roster.size()
            && signed.isSignedBy(roster.identity(site), type, sid, site),
        Code.BAD_SIGNATURE,
        "A message is not signed by the site it names for this session.",
        site);
  }

  void requireSession(Sha256Digest otherSid) {
    require(sid.equals(otherSid), Code.WRONG_SESSION, "A message belongs to another session.");
  }
}
