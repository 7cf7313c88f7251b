package org.fedval.agent.admin;

/**
 * What became of a request to the agent on its own host.
 *
 * @param done whether it was done
 * @param sentence for the person who asked
 */
public record LocalReply(boolean done, String sentence) {}
