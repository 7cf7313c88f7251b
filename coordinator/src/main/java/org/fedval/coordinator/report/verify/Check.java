package org.fedval.coordinator.report.verify;

/**
 * One check of a report.
 *
 * @param name a few words that stay the same
 * @param ok whether it holds
 * @param sentence what was found; for a check that fails, what is wrong
 */
public record Check(String name, boolean ok, String sentence) {}
