package org.fedval.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.admin.DecisionRequest;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.config.AgentHome;
import org.fedval.cli.input.CliException;

/** Questions to the agent that runs in a home. */
final class AgentAsk {
  private AgentAsk() {}

  /** Asks; a home in which no agent runs is told in a sentence. */
  static <T> T ask(Path home, String word, String argument, Class<T> type) throws CliException {
    return AdminClient.ask(new AgentHome(home).adminSocket(), word, argument, type)
        .orElseThrow(
            () -> new CliException("no agent runs in " + home + "; start it with agent run."));
  }

  /** Asks for a decision and prints what came of it; one that was not done is an error. */
  static void decide(Path home, String word, DecisionRequest request, PrintWriter out)
      throws CliException {
    LocalReply reply = ask(home, word, request.line(), LocalReply.class);
    if (!reply.done()) {
      throw new CliException(reply.sentence());
    }
    out.println(reply.sentence());
    out.flush();
  }
}
