package org.fedval.coordinator.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.session.SiteInstruction;

/** Publishes roster versions of the enrolled sites, signed by the coordinator's key. */
public final class RosterBook {
  private final SiteRepository sites;
  private final RosterRepository rosters;
  private final SigningKey coordinatorKey;
  private final Supplier<List<SignedBody>> endorsements;
  private final Supplier<List<SignedRotation>> rotations;

  public RosterBook(
      SiteRepository sites,
      RosterRepository rosters,
      SigningKey coordinatorKey,
      Supplier<List<SignedBody>> endorsements,
      Supplier<List<SignedRotation>> rotations) {
    this.sites = sites;
    this.rosters = rosters;
    this.coordinatorKey = coordinatorKey;
    this.endorsements = endorsements;
    this.rotations = rotations;
  }

  /** A book without endorsements and rotations. */
  public RosterBook(SiteRepository sites, RosterRepository rosters, SigningKey coordinatorKey) {
    this(sites, rosters, coordinatorKey, List::of, List::of);
  }

  /** What a site hears first: who changed their identity key, then the current roster. */
  public List<SiteInstruction> greeting() {
    List<SiteInstruction> greeting = new ArrayList<>();
    rotations.get().forEach(r -> greeting.add(new SiteInstruction.RotationPublished(r)));
    current().ifPresent(roster -> greeting.add(notice(roster)));
    return greeting;
  }

  /** A roster with what endorsing offices said of its members. */
  public SiteInstruction.RosterPublished notice(SignedBody signed) {
    Roster roster = decoded(signed);
    return new SiteInstruction.RosterPublished(
        signed,
        endorsements.get().stream()
            .filter(e -> roster.indexOf(Endorsement.decode(e.body()).siteId()).isPresent())
            .toList());
  }

  /** The roster that new studies use. */
  public Optional<SignedBody> current() {
    return rosters.current();
  }

  /** A stored roster version. */
  public Optional<SignedBody> find(Sha256Digest hash) {
    return rosters.find(hash.toByteArray());
  }

  /** A stored roster version, decoded. */
  public Optional<Roster> roster(Sha256Digest hash) {
    return find(hash).map(this::decoded);
  }

  /** The roster that a stored body holds. */
  public Roster decoded(SignedBody signed) {
    return rosters.decoded(signed);
  }

  /**
   * Publishes a new version with every enrolled site; empty when nobody is enrolled.
   *
   * @param rosterId its name; versions count up over all names
   */
  public synchronized Optional<SignedBody> publish(String rosterId) {
    List<Roster.Member> members =
        sites.list().stream()
            .map(RosterBook::member)
            .sorted((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)))
            .toList();
    if (members.isEmpty()) {
      return Optional.empty();
    }
    long version = rosters.nextVersion();
    Roster roster = new Roster(rosterId, version, coordinatorKey.verifyingKey(), members);
    byte[] body = roster.encode();
    SignedBody signed =
        SignedBody.of(body, coordinatorKey.sign(SigInput.outsideByCoordinator(Roster.TYPE, body)));
    rosters.add(rosterId, version, roster.hash().toByteArray(), signed);
    return Optional.of(signed);
  }

  /**
   * The ML-KEM halves of the members' sealing keys in roster order; empty for a site whose key is
   * no longer known.
   */
  public List<Octets> sealKemKeys(SignedBody roster) {
    return decoded(roster).members().stream()
        .map(
            member ->
                sealingKey(member.siteId())
                    .map(SealingKey::mlKem)
                    .orElseGet(() -> Octets.of(new byte[0])))
        .toList();
  }

  /** The sealing key that a site enrolled with. */
  public Optional<SealingKey> sealingKey(String siteId) {
    return sites
        .find(siteId)
        .map(site -> EnrollRequest.decode(site.enrolment().body()))
        .map(enrolment -> new SealingKey(enrolment.sealX(), enrolment.sealKem()));
  }

  private static Roster.Member member(SiteRepository.EnrolledSite site) {
    EnrollRequest enrolment = EnrollRequest.decode(site.enrolment().body());
    return new Roster.Member(
        site.siteId(),
        site.organisation(),
        VerifyingKey.of(site.identityKey()),
        enrolment.sealX(),
        Sha256Digest.hash(enrolment.sealKem().toByteArray()));
  }

  private static byte[] bytes(Roster.Member member) {
    return member.siteId().getBytes(StandardCharsets.UTF_8);
  }
}
