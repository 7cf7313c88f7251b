package org.fedval.agent.study;

import java.io.IOException;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.inference.ScoringEngine;
import org.fedval.agent.worker.GpuDriver;
import org.fedval.agent.worker.WorkerEngine;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/** Starts one study's worker and writes down, for this site only, what computed its scores. */
final class InferenceLog {
  private final Workers workers;
  private final StatusBoard status;
  private final AgentHome home;
  private final Sha256Digest study;
  private @Nullable WorkerEngine engine;

  InferenceLog(Workers workers, StatusBoard status, AgentHome home, Sha256Digest study) {
    this.workers = workers;
    this.status = status;
    this.home = home;
    this.study = study;
  }

  ScoringEngine start(byte[] onnx, GraphPorts ports)
      throws ModelRefusedException, ProviderException, EngineLostException {
    WorkerEngine started = workers.start(onnx, ports, status::sayOfCohort);
    engine = started;
    return started;
  }

  /** After the canaries, and after the cohort; the study goes on without the record. */
  void passed(LockedModel model) {
    InferenceRecord record =
        new InferenceRecord(
            model.engine().facts(),
            workers.settings().provider().isGpu() ? GpuDriver.version() : "",
            workers.settings().threads(),
            model.canaries(),
            engine == null ? 0 : engine.lost());
    status.engine(record.sentence());
    try {
      var unused = record.write(home, study);
    } catch (IOException e) {
      status.sayOfCohort(
          "The inference record could not be written into " + home.inferenceRecords() + ".");
    }
  }
}
