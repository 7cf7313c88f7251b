package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.fedval.cli.simulate.SiteAnswers.Answer;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * One attempt on the simulated clock. A phase takes the sites' answers in the order in which they
 * arrive. It closes when everybody answered (a reveal: every survivor), otherwise at its deadline
 * without the sites that are missing; below a floor the coordinator asks for an abort.
 */
final class SimulatedSession {
  private final int number;
  private final Schedule schedule;
  private final CoordinatorSide side;
  private final SortedMap<Integer, SimulatedSite> sites;
  private final Cast cast;
  private final SimulationTools tools;
  private final Recording recording;
  private final SiteAnswers answers;
  private final Set<Integer> masked = new HashSet<>();
  private final Set<Integer> complained = new TreeSet<>();
  private final Set<Integer> faulty = new TreeSet<>();
  private double clock;

  SimulatedSession(
      SessionTerms terms,
      int number,
      Schedule schedule,
      CoordinatorSide side,
      SortedMap<Integer, SimulatedSite> sites,
      Cast cast,
      SimulationTools tools,
      Recording recording) {
    this.number = number;
    this.schedule = schedule;
    this.side = side;
    this.sites = sites;
    this.cast = cast;
    this.tools = tools;
    this.recording = recording;
    this.answers = new SiteAnswers(terms, number, side, sites, cast, tools);
    this.clock = schedule.start();
  }

  /**
   * How an attempt ended.
   *
   * @param pooled what was opened, if it went well
   * @param failure why not
   * @param aborted whether an abort certificate freed the sites' data
   * @param survivors U3, empty if it was never fixed
   * @param leaveOut sites without which another attempt may go well
   * @param clock when it ended
   */
  record Ending(
      Optional<PooledVector> pooled,
      Optional<SessionFailed> failure,
      boolean aborted,
      Set<Integer> survivors,
      Set<Integer> leaveOut,
      double clock) {}

  /** Runs every phase. */
  Ending run() {
    try {
      while (side.phase() != Phase.FINISH) {
        phase(side.phase());
        close(side.phase());
      }
      phase(Phase.FINISH);
      Optional<PooledVector> pooled = Optional.of(side.pooled());
      return new Ending(pooled, Optional.empty(), false, answers.survivors(), Set.of(), clock);
    } catch (SessionFailed e) {
      e.site().ifPresent(site -> found(site, side.phase(), "the session fails, " + e.reason()));
      Set<Integer> leaveOut = new TreeSet<>(faulty);
      leaveOut.addAll(silent());
      boolean aborted = e.blame().isEmpty() && side.abort() && abort();
      return new Ending(
          Optional.empty(), Optional.of(e), aborted, answers.survivors(), leaveOut, clock);
    }
  }

  // A site that complained did nothing wrong, unless the count of complaints convicts it.
  private Set<Integer> silent() {
    Set<Integer> silent = new TreeSet<>(side.missing());
    silent.removeAll(complained);
    return silent;
  }

  private void phase(Phase phase) {
    long started = System.nanoTime();
    double opened = clock;
    List<SignedBody> sent = tools.times().coordinator(phase, () -> answers.open(phase));
    sent.forEach(tools.wire()::publish);
    List<Arrival> arrivals = arrivals(phase);
    for (int from = 0; from < arrivals.size(); from += tools.batch()) {
      int to = Math.min(arrivals.size(), from + tools.batch());
      tools
          .together(arrivals.subList(from, to), arrival -> answers.answer(phase, arrival.site()))
          .forEach(answer -> take(phase, answer));
      tools.progress(phase, to, arrivals.size());
    }
    if (phase == Phase.MASK) {
      faulty.addAll(side.faulty());
      faulty.forEach(site -> found(site, phase, "faulty by the count of complaints"));
    }
    clock = closingTime(phase, arrivals);
    tools.times().lasted(phase, System.nanoTime() - started, clock - opened);
  }

  private void close(Phase phase) {
    long started = System.nanoTime();
    var unused =
        tools
            .times()
            .coordinator(
                phase,
                () -> {
                  side.close();
                  return true;
                });
    recording.closed();
    tools.times().lasted(phase, System.nanoTime() - started, 0);
    if (phase == Phase.MASK) {
      Set<Integer> left = new TreeSet<>(masked);
      left.removeAll(side.survivors());
      left.forEach(site -> found(site, phase, "left out, its confirmations contradict"));
    }
  }

  private record Arrival(int site, double at) {}

  private List<Arrival> arrivals(Phase phase) {
    List<Arrival> arrivals = new ArrayList<>();
    for (Map.Entry<Integer, SimulatedSite> entry : sites.entrySet()) {
      int site = entry.getKey();
      double at = schedule.answered(phase, site, clock);
      if (entry.getValue().canAnswer(phase)
          && cast.answers(site, phase, number)
          && at <= schedule.deadline(phase)) {
        arrivals.add(new Arrival(site, at));
      }
    }
    arrivals.sort(Comparator.comparingDouble(Arrival::at).thenComparingInt(Arrival::site));
    return arrivals;
  }

  private void take(Phase phase, Answer answer) {
    answer.refusal().ifPresent(refusal -> found(answer.site(), phase, refusal));
    for (Submission said : answer.said()) {
      Submission arrived = tools.wire().send(said);
      Outcome outcome = tools.times().coordinator(phase, () -> side.take(arrived));
      if (outcome.counts()) {
        recording.accepted(arrived);
      }
      if (outcome instanceof Outcome.Refused refused) {
        found(said.site(), phase, "refused, " + refused.code());
      } else if (outcome instanceof Outcome.Equivocation) {
        found(said.site(), phase, "two signed bodies for one step, the first stands");
      } else if (said.kind() == Submission.Kind.COMPLAINT) {
        complained.add(said.site());
        found(said.site(), phase, "complained and did not mask");
      } else if (said.kind() == Submission.Kind.MASKED) {
        masked.add(said.site());
      }
    }
  }

  private double closingTime(Phase phase, List<Arrival> arrivals) {
    Set<Integer> missing = new TreeSet<>(side.missing());
    missing.stream()
        .filter(site -> cast.liars().containsKey(site))
        .forEach(site -> tools.findings().foundIfQuiet(site, phase, "silent at the deadline"));
    if (phase == Phase.REVEAL_GATE || phase == Phase.REVEAL_UNITS) {
      missing.retainAll(answers.survivors());
    }
    double last = arrivals.isEmpty() ? clock : arrivals.get(arrivals.size() - 1).at();
    return missing.isEmpty() ? last : schedule.deadline(phase);
  }

  private boolean abort() {
    List<SimulatedSite> reachable = new ArrayList<>();
    sites.forEach(
        (index, site) -> {
          if (cast.answers(index, Phase.FINISH, number)) {
            reachable.add(site);
          }
        });
    for (SimulatedSite site : reachable) {
      try {
        site.pledge().ifPresent(vote -> side.take(tools.wire().send(vote)));
      } catch (ProtocolViolation e) {
        found(site.index(), side.phase(), "cannot pledge, " + e.code());
      }
    }
    Optional<SignedBody> certificate = side.abortCertificate();
    certificate
        .map(tools.wire()::publish)
        .ifPresent(
            signed ->
                reachable.forEach(
                    site -> site.aborted(tools.wire().deliver(site.index(), signed))));
    return certificate.isPresent();
  }

  private void found(int site, Phase phase, String what) {
    tools.findings().found(site, phase, what);
  }
}
