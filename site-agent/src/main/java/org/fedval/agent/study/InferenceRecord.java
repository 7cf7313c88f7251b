package org.fedval.agent.study;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.inference.CanaryCheck;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.PrivateFiles;

/**
 * What computed a study's scores at this site, for its own people; nothing of it is ever sent.
 *
 * @param driver of the GPU; empty without one
 * @param workersLost how often the model's process ended before its work did
 */
record InferenceRecord(
    EngineFacts engine, String driver, int threads, CanaryCheck.Passed canaries, int workersLost) {
  static final String SCHEMA = "fedval.inference-record/v1";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes the record of one study, whole or not at all, readable by the agent's user alone.
   *
   * @return the file
   */
  Path write(AgentHome home, Sha256Digest study) throws IOException {
    Path file = home.inferenceRecords().resolve(study.hex() + ".json");
    PrivateFiles.write(file, JSON.writeValueAsBytes(fields(study)));
    return file;
  }

  /** For the local status, such as {@code cpu, ONNX Runtime 1.28.0, in a sandbox made by bwrap}. */
  String sentence() {
    return String.format(
        Locale.ROOT,
        "The model runs on %s%s, ONNX Runtime %s, in %s; its canaries deviate by at most %.3g of"
            + " %.3g.",
        engine.provider(),
        driver.isEmpty() ? "" : " (driver " + driver + ")",
        engine.runtime(),
        engine.isolation(),
        canaries.maxDeviation(),
        canaries.tolerance());
  }

  private Map<String, Object> fields(Sha256Digest study) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("schema", SCHEMA);
    fields.put("study", study.hex());
    fields.put("provider", engine.provider().toString());
    fields.put("driver", driver);
    fields.put("onnx_runtime", engine.runtime());
    fields.put("isolation", engine.isolation());
    fields.put("threads", threads);
    fields.put("canaries", canaries.canaries());
    fields.put("canary_max_deviation", canaries.maxDeviation());
    fields.put("canary_tolerance", canaries.tolerance());
    fields.put("workers_lost", workersLost);
    return fields;
  }
}
