package org.fedval.coordinator.web.report;

/**
 * What the templates of a report's content take.
 *
 * @param at address of the report's page, without a slash at its end
 * @param study digest of the study definition, hex
 * @param page the report as text, a {@code ReportPage} or a {@code FeasibilityPage}
 * @param estimates how many rows the report has
 */
public record ReportView<T>(String at, String study, T page, int estimates, Signing signing) {}
