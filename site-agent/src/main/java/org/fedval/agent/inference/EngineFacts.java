package org.fedval.agent.inference;

/**
 * What computes the scores at this site; recorded here, never sent.
 *
 * @param provider where the model runs, such as {@code cpu} or {@code cuda:0}
 * @param runtime the version of ONNX Runtime, such as {@code 1.28.0}
 * @param isolation what stands between the model and this agent's files, in words
 */
public record EngineFacts(ExecutionProvider provider, String runtime, String isolation) {}
