package org.fedval.coordinator.report.verify;

import static org.fedval.coordinator.report.verify.Findings.require;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.Transcript;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.evaluation.report.ValidationReport;

/** A session's transcript up to the certificate: who advertised, dealt, survived and voted. */
final class SessionChecks {
  private final ValidationReport report;
  private final ReportProof all;
  private final SessionProof proof;
  private final Roster roster;
  private final VerifyingKey coordinator;

  SessionChecks(
      ValidationReport report,
      ReportProof all,
      SessionProof proof,
      Roster roster,
      VerifyingKey coordinator) {
    this.report = report;
    this.all = all;
    this.proof = proof;
    this.roster = roster;
    this.coordinator = coordinator;
  }

  void run(Findings findings, String suffix) {
    findings.check("session" + suffix, this::proposal);
    findings.check("transcript" + suffix, this::transcript);
    findings.check("contributing sites" + suffix, this::survivors);
    findings.check("votes" + suffix, this::votes);
  }

  /** The report prints the hashes of the first slot's session; later ones stand in the proof. */
  private boolean isFirst() {
    return proof.equals(all.first());
  }

  private String proposal() {
    SessionProposal proposal = SessionProposal.decode(proof.proposal().body());
    StudyDefinition study = StudyDefinition.decode(all.study().body());
    requireSigned(proof.proposal(), SessionProposal.TYPE);
    require(
        !isFirst() || report.session().id().equals(sid().hex()),
        "The report's 'session' differs from the signed proposal.");
    require(
        proposal.studyHash().equals(all.study().hash())
            && proposal.rosterHash().equals(all.roster().hash())
            && proposal.slot().equals(proof.slot())
            && proposal
                .layoutHash()
                .equals(
                    SlotLayout.hash(
                        proof.slot(),
                        Layout.decode(proof.layout().toByteArray()).hash(),
                        proof.published()))
            && (!isFirst() || proposal.layoutHash().equals(study.layoutHash()))
            && proposal.f() == study.f()
            && proposal.minSites() == study.minSites(),
        "The session was proposed for another study, roster, layout or tables, or with weaker"
            + " floors.");
    return "The session was proposed for this study and roster.";
  }

  private String transcript() {
    AdvertiseSet advertised = AdvertiseSet.decode(proof.advertiseSet().body());
    ShareDelivery delivered = ShareDelivery.decode(proof.shareDelivery().body());
    SurvivorSet survivors = SurvivorSet.decode(proof.survivorSet().body());
    requireSigned(proof.advertiseSet(), AdvertiseSet.TYPE);
    requireSigned(proof.shareDelivery(), ShareDelivery.TYPE);
    requireSigned(proof.survivorSet(), SurvivorSet.TYPE);
    Sha256Digest h1 = Transcript.h1(sid(), hashes(advertised.sites(), Advertise.TYPE));
    Sha256Digest h2 = Transcript.h2(h1, hashes(delivered.sites(), ShareKeys.TYPE));
    SortedMap<Integer, Sha256Digest> manifests = new TreeMap<>();
    for (SurvivorSet.Survivor survivor : survivors.survivors()) {
      SignedBody manifest = survivor.signedManifest();
      require(
          manifest.isSignedBy(
              identity(survivor.index()), MaskedManifest.TYPE, sid(), survivor.index()),
          "A survivor's manifest is not signed by its site.");
      manifests.put(survivor.index(), manifest.hash());
    }
    Sha256Digest h3 = Transcript.h3(h2, manifests);
    Certificate certificate = Certificate.decode(VoteKind.COMMIT, proof.commitCertificate().body());
    require(
        certificate.h1().equals(h1) && certificate.h2().equals(h2) && certificate.h3().equals(h3),
        "The certificate's votes are for another transcript than the signed sets of sites.");
    require(
        advertised.sid().equals(sid())
            && delivered.sid().equals(sid())
            && delivered.h1().equals(h1)
            && survivors.sid().equals(sid())
            && survivors.h2().equals(h2),
        "The sets of sites do not belong to one session.");
    require(
        !isFirst()
            || report.session().h1().equals(h1.hex())
                && report.session().h2().equals(h2.hex())
                && report.session().h3().equals(h3.hex()),
        "The report's h1, h2 or h3 differs from the signed sets of sites.");
    return "h1, h2 and h3 follow from the sites' own signed messages.";
  }

  private String survivors() {
    Set<Integer> u1 = indices(AdvertiseSet.decode(proof.advertiseSet().body()).sites());
    Set<Integer> u2 = indices(ShareDelivery.decode(proof.shareDelivery().body()).sites());
    Set<Integer> u3 = survivorIndices();
    require(
        u1.containsAll(u2) && u2.containsAll(u3),
        "A site is among the survivors that did not take part before.");
    require(
        u3.equals(survivorIndices(all.first())),
        "The sites of a later round are not those of the first.");
    require(
        u3.size() == report.roster().contributingSites(),
        "The report's 'contributing_sites' differs from the survivor set.");
    require(
        u3.size()
            >= quorum().survivorFloor(SessionProposal.decode(proof.proposal().body()).minSites()),
        "Fewer sites are in the sums than the study allows.");
    return "%d of %d sites are in the sums.".formatted(u3.size(), roster.size());
  }

  private String votes() {
    Certificate certificate = Certificate.decode(VoteKind.COMMIT, proof.commitCertificate().body());
    requireSigned(proof.commitCertificate(), VoteKind.COMMIT.certificateType());
    require(
        certificate.sid().equals(sid())
            && (!isFirst()
                || certificate.h1().hex().equals(report.session().h1())
                    && certificate.h2().hex().equals(report.session().h2())
                    && certificate.h3().hex().equals(report.session().h3())),
        "The certificate's votes are for another transcript than the report's.");
    Set<Integer> survivors = survivorIndices();
    long valid =
        certificate.ballots().stream()
            .filter(b -> survivors.contains(b.index()))
            .filter(b -> certificate.verifies(b, identity(b.index())))
            .count();
    require(
        valid == certificate.ballots().size(),
        "%d of the certificate's %d votes are not valid votes of a survivor."
            .formatted(certificate.ballots().size() - valid, certificate.ballots().size()));
    require(
        valid >= quorum().votes(),
        "Only %d sites voted for this transcript; %d are needed."
            .formatted(valid, quorum().votes()));
    return "%d sites signed for this transcript; %d are needed.".formatted(valid, quorum().votes());
  }

  private Quorum quorum() {
    return new Quorum(
        AdvertiseSet.decode(proof.advertiseSet().body()).sites().size(),
        SessionProposal.decode(proof.proposal().body()).f());
  }

  private Sha256Digest sid() {
    return proof.proposal().hash();
  }

  private SortedMap<Integer, Sha256Digest> hashes(List<SignedRef> refs, String type) {
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    for (SignedRef ref : refs) {
      require(
          ref.isSignedBy(identity(ref.index()), type, sid()),
          "An " + type + " message is not signed by its site.");
      hashes.put(ref.index(), ref.bodyHash());
    }
    return hashes;
  }

  private static Set<Integer> indices(List<SignedRef> refs) {
    return refs.stream().map(SignedRef::index).collect(Collectors.toSet());
  }

  private Set<Integer> survivorIndices() {
    return survivorIndices(proof);
  }

  private static Set<Integer> survivorIndices(SessionProof session) {
    return SurvivorSet.decode(session.survivorSet().body()).survivors().stream()
        .map(SurvivorSet.Survivor::index)
        .collect(Collectors.toSet());
  }

  private VerifyingKey identity(int index) {
    require(index < roster.size(), "A site is named that the roster does not have.");
    return roster.identity(index);
  }

  private void requireSigned(SignedBody body, String type) {
    require(
        body.isSignedBy(coordinator, type, sid(), SigInput.COORDINATOR),
        "The " + type + " is not signed by the coordinator for this session.");
  }
}
