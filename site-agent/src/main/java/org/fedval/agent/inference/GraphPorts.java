package org.fedval.agent.inference;

import java.util.List;
import org.fedval.wire.bundle.ModelSpec;

/**
 * What an engine has to know of a specification to run its graph.
 *
 * @param columns where each finding's score stands in a row of the output
 */
public record GraphPorts(ModelSpec.Input input, ModelSpec.Output output, List<Integer> columns) {
  public GraphPorts {
    columns = List.copyOf(columns);
  }

  public static GraphPorts of(ModelSpec spec) {
    return new GraphPorts(
        spec.input(),
        spec.output(),
        spec.findings().stream().map(ModelSpec.Finding::output).toList());
  }
}
