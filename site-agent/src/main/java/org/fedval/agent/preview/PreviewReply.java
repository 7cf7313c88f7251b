package org.fedval.agent.preview;

import java.util.List;

/**
 * What the agent shows of a study on its own host.
 *
 * @param sentence why there is nothing to show; empty when there is
 * @param rounds the rounds that are counted
 */
public record PreviewReply(String sentence, List<Contribution> rounds) {
  public PreviewReply {
    rounds = List.copyOf(rounds);
  }
}
