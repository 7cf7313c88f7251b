package org.fedval.agent.inference;

import org.fedval.agent.preprocess.InputTensor;

/**
 * Gives scores for batches of preprocessed images. One batch at a time from one thread. {@link
 * OnnxEngine} runs in this process; {@code agent.worker.WorkerEngine} in one of its own.
 */
public interface ScoringEngine extends AutoCloseable {
  /**
   * Scores of a batch: one row an image, one column a finding in the specification's order. Values
   * are what the graph gave, unchecked.
   *
   * @throws InferenceException when the model failed on this batch; the next one may be tried
   * @throws EngineLostException when no batch can be scored any more
   */
  float[][] score(InputTensor batch) throws InferenceException, EngineLostException;

  /** What it is. */
  EngineFacts facts();

  @Override
  void close();
}
