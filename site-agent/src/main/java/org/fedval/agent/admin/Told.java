package org.fedval.agent.admin;

import java.time.Instant;

/**
 * A sentence that the agent said to its own host's people.
 *
 * @param at when it was said last
 * @param words what happened, where, and what to do
 */
public record Told(Instant at, String words) {}
