package org.fedval.crypto.secagg.slot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Everything a site remembers between sessions: which sessions hold which cohorts, which dealers
 * are proven bad, which identity keys succeed which. Hashes only. Immutable; {@link SlotRule} makes
 * the next one.
 */
public final class DataSetLedger {
  private static final String TYPE = "DataSetLedger";
  private static final int MAX_CLAIMS = 1 << 16;
  private static final int MAX_SITES = 1 << 16;
  private static final Comparator<Sha256Digest> ORDER = Comparator.comparing(Sha256Digest::hex);

  private final List<Claim> claims;
  private final Set<Sha256Digest> provenBad;
  private final SortedMap<Sha256Digest, Sha256Digest> predecessors;

  DataSetLedger(
      List<Claim> claims,
      Set<Sha256Digest> provenBad,
      Map<Sha256Digest, Sha256Digest> predecessors) {
    this.claims = List.copyOf(claims);
    this.provenBad = Set.copyOf(provenBad);
    SortedMap<Sha256Digest, Sha256Digest> copy = new TreeMap<>(ORDER);
    copy.putAll(predecessors);
    this.predecessors = Collections.unmodifiableSortedMap(copy);
  }

  /** A site that never masked anything. */
  public static DataSetLedger empty() {
    return new DataSetLedger(List.of(), Set.of(), Map.of());
  }

  /** How a session or an operator sees one data set. */
  public enum State {
    FREE,
    /** A masked input was sent and no certificate is known. */
    PENDING,
    /** Bound to a certified survivor set. */
    LOCKED
  }

  /** The state of the data set that {@code cohort} belongs to. */
  public State state(CohortRecord cohort) {
    List<Claim> claims = claimsOn(cohort);
    if (claims.isEmpty()) {
      return State.FREE;
    }
    return claims.stream().anyMatch(Claim::isPending) ? State.PENDING : State.LOCKED;
  }

  /** The claims on the data set of {@code cohort}: cohorts that share a case are one data set. */
  List<Claim> claimsOn(CohortRecord cohort) {
    List<Claim> reached = new ArrayList<>();
    List<Claim> others = new ArrayList<>(claims);
    List<CohortRecord> frontier = new ArrayList<>(List.of(cohort));
    while (!frontier.isEmpty()) {
      CohortRecord next = frontier.remove(frontier.size() - 1);
      List<Claim> touching =
          others.stream().filter(claim -> claim.cohort().sharesCaseWith(next)).toList();
      others.removeAll(touching);
      reached.addAll(touching);
      touching.forEach(claim -> frontier.add(claim.cohort()));
    }
    return reached;
  }

  Optional<Claim> claim(Sha256Digest sid) {
    return claims.stream().filter(claim -> claim.sid().equals(sid)).findFirst();
  }

  /** The first key of a site that is known now by {@code identity}. */
  Sha256Digest original(Sha256Digest identity) {
    Sha256Digest at = identity;
    Sha256Digest before = predecessors.get(at);
    while (before != null) {
      at = before;
      before = predecessors.get(at);
    }
    return at;
  }

  Set<Sha256Digest> provenBad() {
    return provenBad;
  }

  boolean isKnown(Sha256Digest identity) {
    return predecessors.containsKey(identity)
        || claims.stream()
            .anyMatch(claim -> claim.survivors().filter(s -> s.contains(identity)).isPresent());
  }

  boolean hasSuccessor(Sha256Digest identity) {
    return predecessors.containsValue(identity);
  }

  DataSetLedger with(Claim claim) {
    List<Claim> next = new ArrayList<>(without(claim.sid()).claims);
    next.add(claim);
    return new DataSetLedger(next, provenBad, predecessors);
  }

  DataSetLedger without(Sha256Digest sid) {
    return new DataSetLedger(
        claims.stream().filter(claim -> !claim.sid().equals(sid)).toList(),
        provenBad,
        predecessors);
  }

  DataSetLedger withBad(Sha256Digest identity) {
    Set<Sha256Digest> bad = new HashSet<>(provenBad);
    bad.add(identity);
    return new DataSetLedger(claims, bad, predecessors);
  }

  DataSetLedger withSuccessor(Sha256Digest old, Sha256Digest successor) {
    Map<Sha256Digest, Sha256Digest> next = new TreeMap<>(predecessors);
    next.put(successor, old);
    return new DataSetLedger(claims, provenBad, next);
  }

  /** The bytes to persist. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    out.list(
        claims,
        claim -> {
          out.digest(claim.sid()).digest(claim.studyHash()).u64(claim.minCell());
          out.u8(claim.privacy() ? 1 : 0).u8(claim.isPending() ? 1 : 0);
          out.list(sorted(claim.survivors().orElse(Set.of())), out::digest);
          claim.cohort().write(out);
        });
    out.list(sorted(provenBad), out::digest);
    return out.list(predecessors.entrySet(), e -> out.digest(e.getKey()).digest(e.getValue()))
        .toByteArray();
  }

  /** Reads persisted bytes; throws {@code MalformedBody} for anything else. */
  public static DataSetLedger decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    List<Claim> claims = in.list(MAX_CLAIMS, 86, () -> claim(in));
    List<Sha256Digest> bad = in.list(MAX_SITES, 32, in::digest);
    Map<Sha256Digest, Sha256Digest> predecessors = new TreeMap<>(ORDER);
    var unused =
        in.list(
            MAX_SITES,
            64,
            () -> {
              predecessors.put(in.digest(), in.digest());
              return true;
            });
    in.end();
    return new DataSetLedger(claims, Set.copyOf(bad), predecessors);
  }

  private static Claim claim(FvcReader in) {
    Sha256Digest sid = in.digest();
    Sha256Digest studyHash = in.digest();
    long minCell = in.u64();
    boolean privacy = in.flag();
    boolean pending = in.flag();
    Set<Sha256Digest> survivors = Set.copyOf(in.list(MAX_SITES, 32, in::digest));
    return new Claim(
        sid,
        studyHash,
        minCell,
        privacy,
        CohortRecord.read(in),
        pending ? Optional.empty() : Optional.of(survivors));
  }

  private static List<Sha256Digest> sorted(Set<Sha256Digest> digests) {
    return digests.stream().sorted(ORDER).collect(Collectors.toList());
  }

  @Override
  public String toString() {
    return "DataSetLedger[" + claims.size() + " claims]";
  }
}
