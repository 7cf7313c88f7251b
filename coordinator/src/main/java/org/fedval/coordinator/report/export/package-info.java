/**
 * Other forms of a published report: pure functions of {@code report.json}, so that whoever has the
 * file can make them again. Main path: {@code ReportExport} to {@code CsvBundle}, {@code
 * FhirReport} or {@code Checklist}.
 *
 * <p>Imports the report's model and its JSON form, nothing of studies, stores or ports. Refuses to
 * fill a gap: what the report suppresses or could not estimate stays so in every form.
 */
@NullMarked
package org.fedval.coordinator.report.export;

import org.jspecify.annotations.NullMarked;
