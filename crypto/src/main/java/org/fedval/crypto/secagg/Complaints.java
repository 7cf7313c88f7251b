package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * Complaints of holders about dealers, counted (section 6.2, step 2). Nobody can check a single
 * complaint, so as many as there may be corrupt sites among those concerned prove nothing: f of
 * them on the complete graph, and on the sparse one no more than t - 1, since fewer than t of a
 * site's neighbours are corrupt.
 */
final class Complaints {
  private final SessionTerms terms;
  private final AgreedPeers peers;
  private final Set<Integer> dealers;
  private final SortedMap<Integer, SortedMap<Integer, SignedBody>> byComplainer = new TreeMap<>();

  Complaints(SessionTerms terms, AgreedPeers peers, Set<Integer> dealers) {
    this.terms = terms;
    this.peers = peers;
    this.dealers = dealers;
  }

  /** Takes one complaint; a site may send one about every other dealer. */
  Outcome offer(int site, SignedBody signed) {
    try {
      terms.requireFromSite(signed, Complaint.TYPE, site);
      Complaint complaint = decoding(() -> Complaint.decode(signed.body()));
      terms.requireSession(complaint.sid());
      require(
          complaint.h1().equals(peers.h1())
              && complaint.index() == site
              && dealers.contains(site)
              && dealers.contains(complaint.dealer())
              && peers.graph().adjacent(site, complaint.dealer()),
          Code.NOT_EXPECTED,
          "A complaint does not name another dealer whose shares the site holds.",
          site);
      SignedBody earlier =
          byComplainer
              .computeIfAbsent(site, s -> new TreeMap<>())
              .putIfAbsent(complaint.dealer(), signed);
      if (earlier == null) {
        return new Outcome.Accepted();
      }
      return earlier.hash().equals(signed.hash())
          ? new Outcome.Duplicate()
          : new Outcome.Equivocation();
    } catch (ProtocolViolation e) {
      return new Outcome.Refused(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** Dealers that too many sites name, and sites that name too many dealers. */
  SortedSet<Integer> faulty() {
    int f = terms.proposal().f();
    int mayLie = peers.graph().isComplete() ? f : Math.min(f, peers.graph().threshold() - 1);
    SortedSet<Integer> faulty = new TreeSet<>();
    byComplainer.forEach(
        (site, named) -> {
          if (named.size() > mayLie) {
            faulty.add(site);
          }
        });
    for (int dealer : dealers) {
      long naming =
          byComplainer.values().stream().filter(named -> named.containsKey(dealer)).count();
      if (naming > mayLie) {
        faulty.add(dealer);
      }
    }
    return Collections.unmodifiableSortedSet(faulty);
  }
}
