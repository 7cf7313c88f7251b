package org.fedval.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs only the coordinator, over the messages that a simulation with the same options kept, so
 * that its heap can be limited in a process of its own. One attempt, the first.
 */
final class CoordinatorAlone {
  /** Names the form of the output. */
  static final String SCHEMA = "fedval.simulate.coordinator/v1";

  private CoordinatorAlone() {}

  static Map<String, Object> run(SimulationPlan plan, Path folder) throws IOException {
    SimulatedStudy study =
        new SimulatedStudy(plan.sites(), plan.length(), plan.seed(), UnaryOperator.identity());
    CoordinatorSide side =
        new CoordinatorSide(
            study.propose(1, new Schedule(plan.seed(), 1, Schedule.EPOCH)),
            study.coordinator(),
            study.rule(),
            new KeptVectors(new SpilledVectors(folder)),
            Set.of());
    AttemptFiles.replay(
        folder,
        new Recording.Reader() {
          @Override
          public void message(Submission said) {
            if (!side.take(said).counts()) {
              throw new IllegalStateException("A message was taken once, but not again.");
            }
          }

          @Override
          public void closed() {
            side.close();
          }
        });
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", SCHEMA);
    json.put("heap_limit_bytes", Runtime.getRuntime().maxMemory());
    json.put("phase", side.phase().key());
    json.put(
        "sums_sha256",
        side.phase() == Phase.FINISH ? SumsDigest.of(study.layout(), side.pooled()) : "");
    return json;
  }
}
