package org.fedval.crypto.secagg;

import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * A session's survivor set as q of its members certified it to this site. Made by the steps that
 * check a certificate, never from parts.
 */
public final class CertifiedCommit {
  private final Sha256Digest sid;
  private final Set<VerifyingKey> survivors;

  CertifiedCommit(Sha256Digest sid, Set<VerifyingKey> survivors) {
    this.sid = sid;
    this.survivors = Set.copyOf(survivors);
  }

  static CertifiedCommit of(SessionTerms terms, SortedSet<Integer> survivors) {
    return new CertifiedCommit(
        terms.sid(),
        survivors.stream().map(terms.roster()::identity).collect(Collectors.toUnmodifiableSet()));
  }

  /** The session. */
  public Sha256Digest sid() {
    return sid;
  }

  /** The identity keys of the survivors. */
  public Set<VerifyingKey> survivors() {
    return survivors;
  }
}
