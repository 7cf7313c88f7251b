package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.fedval.crypto.secagg.DealtShare;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.SignedBody;

/** What the coordinator sends in the open phase, and what one site answers; many at a time. */
final class SiteAnswers {
  private final SessionTerms terms;
  private final int attempt;
  private final CoordinatorSide side;
  private final SortedMap<Integer, SimulatedSite> sites;
  private final Cast cast;
  private final SimulationTools tools;
  private Map<Integer, byte[]> bodies = Map.of();
  private Set<Integer> u1 = Set.of();
  private Set<Integer> survivors = Set.of();

  SiteAnswers(
      SessionTerms terms,
      int attempt,
      CoordinatorSide side,
      SortedMap<Integer, SimulatedSite> sites,
      Cast cast,
      SimulationTools tools) {
    this.terms = terms;
    this.attempt = attempt;
    this.side = side;
    this.sites = sites;
    this.cast = cast;
    this.tools = tools;
  }

  /** What one site says, or why it says nothing. */
  record Answer(int site, List<Submission> said, Optional<String> refusal) {}

  /** A phase begins; what goes to every site. */
  List<SignedBody> open(Phase phase) {
    if (phase == Phase.SHARE_KEYS) {
      bodies = side.advertiseBodies();
      u1 = Set.copyOf(bodies.keySet());
    } else if (phase == Phase.VOTE) {
      survivors = side.survivors();
    }
    return published(phase);
  }

  /** U3, once it is fixed. */
  Set<Integer> survivors() {
    return survivors;
  }

  Answer answer(Phase phase, int index) {
    try {
      List<Submission> honest = honest(phase, index);
      Liar liar = cast.liars().get(index);
      return new Answer(
          index, liar == null ? honest : liar.says(terms.sid(), honest, bodies), Optional.empty());
    } catch (ProtocolViolation e) {
      return new Answer(index, List.of(), Optional.of("the site refuses, " + e.code()));
    }
  }

  private List<Submission> honest(Phase phase, int index) {
    SimulatedSite site = site(index);
    Wire wire = tools.wire();
    List<SignedBody> sent = new ArrayList<>();
    for (SignedBody body : published(phase)) {
      sent.add(wire.deliver(index, body));
    }
    Map<Integer, byte[]> others =
        phase == Phase.SHARE_KEYS ? wire.deliverBodies(index, bodies) : Map.of();
    Map<Integer, DealtShare> dealt =
        phase == Phase.MASK ? wire.deliverShares(index, side.dealtTo(index)) : Map.of();
    return tools
        .times()
        .site(
            phase,
            () ->
                switch (phase) {
                  case ADVERTISE -> List.of(site.advertise(sent.get(0), attempt));
                  case SHARE_KEYS -> List.of(site.share(sent.get(0), others, u1));
                  case MASK -> site.mask(sent.get(0), dealt, u1);
                  case VOTE -> site.vote(sent.get(0), survivors).stream().toList();
                  case REVEAL_GATE -> List.of(site.reveal(sent.get(0)));
                  case REVEAL_UNITS -> List.of(site.open(sent.get(0), sent.get(1)));
                  case FINISH -> {
                    site.finish(sent.get(0));
                    yield List.of();
                  }
                });
  }

  private List<SignedBody> published(Phase phase) {
    return switch (phase) {
      case ADVERTISE -> List.of(terms.signedProposal());
      case SHARE_KEYS -> List.of(side.advertiseSet());
      case MASK -> List.of(side.shareDelivery());
      case VOTE -> List.of(side.survivorSet());
      case REVEAL_GATE -> List.of(side.certificate());
      case REVEAL_UNITS -> List.of(side.gateTranscript(), side.gateResult());
      case FINISH -> List.of(side.result());
    };
  }

  private SimulatedSite site(int index) {
    SimulatedSite site = sites.get(index);
    if (site == null) {
      throw new AssertionError("Every site that answers is simulated.");
    }
    return site;
  }
}
