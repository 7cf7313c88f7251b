package org.fedval.agent.admin;

/**
 * What the agent is doing, for its own host only: counts here never leave the hospital.
 *
 * @param phase in words, such as {@code running cohort}
 * @param scored images scored so far
 * @param excluded images excluded so far
 * @param sentence last event worth telling, empty when none
 * @param engine what computes the scores of the last study, empty before the first
 */
public record LocalStatus(
    String phase, long scored, long excluded, String sentence, String engine) {}
