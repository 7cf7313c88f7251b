package org.fedval.coordinator.access;

import static org.fedval.coordinator.access.Role.ADMINISTRATOR;
import static org.fedval.coordinator.access.Role.AUDITOR;
import static org.fedval.coordinator.access.Role.RESEARCHER;
import static org.fedval.coordinator.access.Role.VENDOR;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can be asked for, and the roles that may ask. Which studies a permission reaches says {@link
 * StudyVisibility}.
 */
public enum Permission {
  /** One's own session, account and API tokens. */
  OWN_ACCOUNT(Scope.IN_PERSON, VENDOR, ADMINISTRATOR, RESEARCHER, AUDITOR),
  /** The list of visible studies, their life, their reports and exports. */
  READ_STUDIES(Scope.READ, VENDOR, ADMINISTRATOR, RESEARCHER, AUDITOR),
  /** Write a plan, keep it as a draft, submit a signed study. */
  SUBMIT_STUDIES(Scope.SUBMIT, VENDOR),
  /** End a visible study before it is published. */
  CANCEL_STUDIES(Scope.SUBMIT, VENDOR, ADMINISTRATOR),
  /** Say who else may read a visible study. */
  SHARE_STUDIES(Scope.MANAGE, VENDOR, ADMINISTRATOR),
  /** Enrolled sites, their fingerprints and certificates, roster versions. */
  READ_SITES(Scope.READ, VENDOR, ADMINISTRATOR, AUDITOR),
  /** Enrolment tokens, roster publication, revocation. */
  MANAGE_SITES(Scope.MANAGE, ADMINISTRATOR),
  /** The transparency log and its proofs. */
  READ_LOG(Scope.READ, VENDOR, ADMINISTRATOR, RESEARCHER, AUDITOR),
  /** Accounts and their roles. */
  MANAGE_ACCOUNTS(Scope.IN_PERSON, ADMINISTRATOR);

  private final Scope scope;
  private final Set<Role> roles;

  Permission(Scope scope, Role first, Role... others) {
    this.scope = scope;
    this.roles = Set.copyOf(EnumSet.of(first, others));
  }

  /** The roles that have it. */
  public Set<Role> roles() {
    return roles;
  }

  /** What an API token needs for it besides. */
  public Scope scope() {
    return scope;
  }
}
