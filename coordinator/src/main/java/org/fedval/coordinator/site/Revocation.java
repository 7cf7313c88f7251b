package org.fedval.coordinator.site;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CallerIdentityInterceptor;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.PeerIdentity;

/**
 * Takes sites out for good, and refuses the calls of a revoked site and of a certificate that has
 * ended, on connections that stand as well as on new ones. Thread-safe.
 */
public final class Revocation implements CallerIdentityInterceptor.Objections {
  private final IdentityRepository identities;
  private final RosterBook rosters;
  private final Clock clock;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();

  public Revocation(IdentityRepository identities, RosterBook rosters, Clock clock) {
    this.identities = identities;
    this.rosters = rosters;
    this.clock = clock;
    revoked.addAll(identities.revoked());
  }

  /** How it ended; the new roster is absent when there was none, or nobody is left. */
  public record Revoked(Optional<SignedBody> roster) {}

  /**
   * Revokes a site and publishes a roster version without it; empty when it was never enrolled. A
   * site that was revoked before gets the same answer, for that answer may have been lost.
   */
  public Optional<Revoked> revoke(String siteId) {
    boolean justNow = identities.revoke(siteId, clock.instant());
    if (!justNow && !revoked.contains(siteId)) {
      return Optional.empty();
    }
    revoked.add(siteId);
    Optional<SignedBody> current = rosters.current();
    if (current.isEmpty()) {
      return Optional.of(new Revoked(Optional.empty()));
    }
    Roster roster = rosters.decoded(current.get());
    boolean published = !justNow && roster.indexOf(siteId).isEmpty();
    return Optional.of(new Revoked(published ? current : rosters.publish(roster.rosterId())));
  }

  /** Ids of revoked sites in ascending order. */
  public List<String> revoked() {
    return revoked.stream().sorted().toList();
  }

  @Override
  public Optional<String> to(PeerIdentity caller, X509Certificate certificate) {
    if (caller.kind() == PeerIdentity.Kind.SITE && revoked.contains(caller.id())) {
      return Optional.of("This site was revoked; ask the coordinator's operator.");
    }
    return CertificateLife.isOver(certificate, clock.instant())
        ? Optional.of("This certificate has ended; get a new one.")
        : Optional.empty();
  }
}
