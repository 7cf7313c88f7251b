package org.fedval.coordinator.account;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.access.StudyVisibility;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.store.MembershipRepository;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Sees what its party submitted and what it was made a member of; administrators see all. A study
 * whose party is not known is seen by administrators and members only.
 */
public final class PartyVisibility implements StudyVisibility {
  private final MembershipRepository members;

  public PartyVisibility(MembershipRepository members) {
    this.members = members;
  }

  @Override
  public boolean sees(Visitor visitor, Sha256Digest study) {
    return visitor.has(Role.ADMINISTRATOR)
        || owns(visitor, study)
        || members.isMember(study, visitor.accountId());
  }

  /** Whether the visitor acts for the vendor that submitted the study. */
  public boolean owns(Visitor visitor, Sha256Digest study) {
    Optional<String> party = visitor.actsFor();
    return party.isPresent() && party.equals(members.party(study));
  }

  /** Whether the holder of a vendor's client certificate submitted the study. */
  public boolean owns(String party, Sha256Digest study) {
    return members.party(study).equals(Optional.of(party));
  }

  @Override
  public Predicate<Sha256Digest> of(Visitor visitor) {
    if (visitor.has(Role.ADMINISTRATOR)) {
      return study -> true;
    }
    Set<Sha256Digest> seen = new HashSet<>(members.ofMember(visitor.accountId()));
    visitor.actsFor().ifPresent(party -> seen.addAll(members.ofParty(party)));
    return seen::contains;
  }
}
