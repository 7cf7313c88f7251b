package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.SignedBody;

/** Collects session keys; its close fixes U1. */
public final class AdvertisePhase {
  private final ServerContext server;
  private final Intake intake;
  private final SortedMap<Integer, Advertise> advertises = new TreeMap<>();
  private final Set<Octets> keys = new HashSet<>();

  AdvertisePhase(ServerContext server, Set<Integer> leftOut) {
    this.server = server;
    Set<Integer> everybody =
        IntStream.range(0, server.terms.roster().size())
            .filter(site -> !leftOut.contains(site))
            .boxed()
            .collect(Collectors.toSet());
    this.intake = new Intake(server.terms, Advertise.TYPE, everybody);
  }

  /** Takes a site's Advertise; a bad or repeated key costs its sender, not the session. */
  public Outcome accept(int site, SignedBody advertise) {
    return intake.offer(
        site,
        advertise,
        () -> {
          Advertise decoded = AgreedPeers.decode(server.terms, site, advertise.body());
          require(
              !decoded.encX().equals(decoded.maskX())
                  && !keys.contains(decoded.encX())
                  && !keys.contains(decoded.maskX()),
              Code.BAD_PEER_KEY,
              "Another site already advertised this key.",
              site);
          keys.add(decoded.encX());
          keys.add(decoded.maskX());
          advertises.put(site, decoded);
        });
  }

  /** Roster sites that have not advertised. */
  public Set<Integer> missing() {
    return intake.missing();
  }

  /** Whether {@link #close} can succeed, with those that are missing left out of U1. */
  public boolean enough() {
    int count = advertises.size();
    return count >= 1
        && count >= server.terms.quorum(count).survivorFloor(server.terms.proposal().minSites());
  }

  /** Fixes U1 without the sites that are missing. */
  public SharePhase close() {
    SessionFailed.unless(
        enough(),
        SessionFailed.Reason.TOO_FEW_ADVERTISED,
        "Too few sites advertised for the study's f and minSites.");
    intake.close();
    AgreedPeers peers = new AgreedPeers(server.terms, advertises);
    return new SharePhase(server, peers, intake.accepted());
  }
}
