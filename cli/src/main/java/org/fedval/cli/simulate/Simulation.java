package org.fedval.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fedval.cli.simulate.SimulatedSession.Ending;
import org.fedval.crypto.secagg.Blame;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.ProvenBad;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.BlameProof;

/**
 * Attempt after attempt, as the coordinator may make them: after a blame proof over the certified
 * survivors alone, after an abort without the sites that were faulty or silent.
 */
final class Simulation {
  /** The first and the eight more that a coordinator makes. */
  private static final int MOST_ATTEMPTS = 9;

  private final SimulationPlan plan;
  private final SimulatedStudy study;
  private final Cast cast;
  private final SimulationTools tools;
  private final Optional<Path> keep;
  private final CoordinatorMemory memory = new CoordinatorMemory();
  private final SortedMap<Integer, SimulatedSite> sites = new TreeMap<>();
  private final Set<Integer> leftOut = new TreeSet<>();
  private long fileBytes;

  Simulation(
      SimulationPlan plan,
      SimulatedStudy study,
      Cast cast,
      SimulationTools tools,
      Optional<Path> keep) {
    this.plan = plan;
    this.study = study;
    this.cast = cast;
    this.tools = tools;
    this.keep = keep;
    for (int site = 0; site < plan.sites(); site++) {
      sites.put(site, new SimulatedSite(site, study, tools.checks()));
    }
  }

  /**
   * What came out.
   *
   * @param attempts how many were made
   * @param pooled the sums, if an attempt went well
   * @param survivors whose vectors are in the sums
   * @param exact whether the sums are all there and are the plaintext sums of the survivors
   * @param reason why not, empty if they are
   */
  record Result(
      int attempts,
      Optional<PooledVector> pooled,
      Set<Integer> survivors,
      boolean exact,
      String reason) {}

  /** Runs until an attempt goes well or no further one can. */
  Result run() throws IOException {
    double clock = Schedule.EPOCH;
    for (int attempt = 1; ; attempt++) {
      tools.findings().attempt(attempt);
      Ending ending = attempt(attempt, clock);
      clock = ending.clock();
      if (ending.pooled().isPresent()) {
        PooledVector pooled = ending.pooled().get();
        boolean exact = isExact(pooled, ending.survivors());
        String reason = exact ? "" : "the opened sums are not the plaintext sums of the survivors";
        return new Result(attempt, ending.pooled(), ending.survivors(), exact, reason);
      }
      SessionFailed failed = ending.failure().orElseThrow();
      if (attempt == MOST_ATTEMPTS || !another(ending, failed)) {
        String reason = failed.reason() + ": " + failed.getMessage();
        return new Result(attempt, Optional.empty(), Set.of(), false, reason);
      }
    }
  }

  CoordinatorMemory memory() {
    return memory;
  }

  /** Most bytes of waiting vectors in files. */
  long fileBytes() {
    return fileBytes;
  }

  private Ending attempt(int number, double start) throws IOException {
    Schedule schedule = new Schedule(plan.seed(), number, start);
    SessionTerms terms = study.propose(number, schedule);
    try (AttemptFiles files = AttemptFiles.create(number == 1 ? keep : Optional.empty())) {
      Ending ending = session(terms, number, schedule, files);
      sites.values().forEach(SimulatedSite::forget);
      tools.remembered().forget();
      fileBytes = Math.max(fileBytes, files.vectors().bytes());
      if (plan.memory()) {
        memory.measure(study, terms, leftOut, files);
      }
      return ending;
    }
  }

  // A method of its own, so that nothing of the session lives on while memory is measured.
  private Ending session(SessionTerms terms, int number, Schedule schedule, AttemptFiles files) {
    CoordinatorSide side =
        new CoordinatorSide(terms, study.coordinator(), study.rule(), files.vectors(), leftOut);
    SortedMap<Integer, SimulatedSite> invited = new TreeMap<>(sites);
    invited.keySet().removeAll(leftOut);
    return new SimulatedSession(
            terms, number, schedule, side, invited, cast, tools, files.recording())
        .run();
  }

  private boolean another(Ending ending, SessionFailed failed) {
    Optional<BlameProof> blame = failed.blame();
    if (blame.isPresent()) {
      ProvenBad bad = Blame.check(BlameProof.decode(blame.get().encode()), study.roster());
      sites.values().forEach(site -> site.blamed(bad));
      tools
          .findings()
          .found(failed.site().orElseThrow(), Phase.REVEAL_GATE, "convicted by a blame proof");
      leftOut.addAll(IntStream.range(0, plan.sites()).boxed().collect(Collectors.toSet()));
      leftOut.removeAll(ending.survivors());
      leftOut.add(failed.site().orElseThrow());
      return true;
    }
    return ending.aborted() && leftOut.addAll(ending.leaveOut());
  }

  private boolean isExact(PooledVector pooled, Set<Integer> survivors) {
    long[][] sums = new long[study.layout().units().size()][];
    for (int site : survivors) {
      int unit = 0;
      for (long[] words : study.plain(site)) {
        long[] sum = sums[unit] == null ? new long[words.length] : sums[unit];
        for (int e = 0; e < sum.length; e++) {
          sum[e] += words[e];
        }
        sums[unit++] = sum;
      }
    }
    boolean exact =
        Arrays.equals(pooled.gateSums(), sums[0]) && pooled.survivors().equals(survivors);
    for (int unit = 1; unit < sums.length; unit++) {
      exact &= Arrays.equals(pooled.sums(unit).orElse(null), sums[unit]);
    }
    return exact;
  }
}
